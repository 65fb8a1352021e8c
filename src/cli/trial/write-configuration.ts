import { constants, copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { foldText } from '../../domain/fold-text.ts'
import { TrialError } from './trial-error.ts'
import type { TrialMessages } from './trial-messages.ts'

/** What is to stand in CONFIG_DIR. */
export interface Configuration {
  readonly folder: string
  readonly name: string
  readonly collectivite: string
  /** The file of a demarche of one's own, to be copied. */
  readonly demarcheFile?: string | undefined
}

/** « Ville-d'Été » as a file is called: `ville-d-ete`. */
export function slugOf(name: string): string {
  const slug = foldText(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return slug || 'collectivite'
}

function once(path: string, say: TrialMessages, write: () => void): string {
  try {
    write()
    return path
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new TrialError(code === 'EEXIST' ? say.exists(path) : say.unwritable(path, code))
  }
}

/**
 * Writes a configuration to start from. Nothing is ever overwritten.
 * @returns the paths of what was written
 * @throws TrialError where a file is there already, or cannot be written
 */
export function writeConfiguration(given: Configuration, say: TrialMessages): string[] {
  const { folder, name, collectivite, demarcheFile } = given
  const file = join(folder, 'collectivites', `${slugOf(name)}.yaml`)
  once(folder, say, () => mkdirSync(join(folder, 'collectivites'), { recursive: true }))
  const written = [once(file, say, () => writeFileSync(file, collectivite, { flag: 'wx' }))]
  if (demarcheFile === undefined) return written
  const copy = join(folder, 'demarches', basename(demarcheFile))
  once(folder, say, () => mkdirSync(join(folder, 'demarches'), { recursive: true }))
  const copied = once(copy, say, () => copyFileSync(demarcheFile, copy, constants.COPYFILE_EXCL))
  return [...written, copied]
}
