import type { FolderLook } from './look.ts'
import type { ConfigurationMistake } from './mistakes.ts'

/** Why the new version of a file, or of a whole folder, is not taken. */
export interface Refusal {
  /** The same for the same content. */
  readonly digest: string
  readonly mistakes: readonly ConfigurationMistake[]
  /** The signatures of the files that it refers to, by their paths. */
  readonly otherFiles: ReadonlyMap<string, string>
}

/** By file or folder. */
export type Refusals = Map<string, Refusal>

const noOtherFiles: Refusal['otherFiles'] = new Map()

/** Makes a refusal of what names no secret. */
export const refusal = (
  mistakes: readonly ConfigurationMistake[],
  digest = '',
  otherFiles = noOtherFiles,
): Refusal => ({ digest, mistakes, otherFiles })

function folderFault(known: ReadonlyMap<string, unknown>, { files, fault }: FolderLook) {
  if (fault !== undefined) return fault
  if (files.size > 0 || known.size === 0) return undefined
  return 'holds no configuration file any more, as if its volume were not there: all are kept as they were'
}

/**
 * Refuses a folder that cannot be read or has lost all of its files at once: no form is to be lost to a bad
 * mount. What was refused of files that are gone is forgotten.
 * @returns whether the folder is good
 */
export function judgeFolder(
  folder: string,
  known: ReadonlyMap<string, unknown>,
  look: FolderLook,
  refusals: Refusals,
): boolean {
  const fault = folderFault(known, look)
  if (fault !== undefined) {
    refusals.set(folder, refusal([{ where: folder, message: fault }]))
    return false
  }
  refusals.delete(folder)
  for (const file of refusals.keys())
    if (file.startsWith(`${folder}/`) && !look.files.has(file)) refusals.delete(file)
  return true
}

/** The known files that a folder no longer holds. */
export function removedFrom({ files }: FolderLook, known: ReadonlyMap<string, unknown>): string[] {
  return [...known.keys()].filter((file) => !files.has(file))
}
