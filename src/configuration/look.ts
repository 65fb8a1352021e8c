import { opendirSync } from 'node:fs'
import { join } from 'node:path'
import { signatureOf } from './file-signature.ts'
import type { Steps } from './steps.ts'

// What editors and volumes keep beside the files begins with a dot.
const configurationFile = /^[^.].*\.(ya?ml|json)$/

/** The name of what a file holds: its own, without folder and ending. */
export const nameOf = (file: string) => file.replace(/^.*\//, '').replace(/\.(ya?ml|json)$/, '')

/** The configuration files of a folder. */
export interface FolderLook {
  /** Signatures by `folder/name`, in the order of the names. */
  readonly files: ReadonlyMap<string, string>
  /** Why the folder cannot be read; absent where it can, or is not there. */
  readonly fault?: string
}

function* namesIn(path: string): Steps<string[]> {
  const names: string[] = []
  const folder = opendirSync(path)
  try {
    for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
      if (configurationFile.test(entry.name)) names.push(entry.name)
      yield
    }
  } finally {
    folder.closeSync()
  }
  return names.sort()
}

/** Looks which files a folder of the configuration holds, without reading them. */
export function* lookIntoFolder(root: string, folder: string): Steps<FolderLook> {
  const files = new Map<string, string>()
  try {
    for (const name of yield* namesIn(join(root, folder))) {
      files.set(`${folder}/${name}`, signatureOf(join(root, folder, name)))
      yield
    }
    return { files }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? { files } : { files, fault: `cannot be read: ${code}` }
  }
}
