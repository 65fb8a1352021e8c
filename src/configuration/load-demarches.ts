import { type Demarche, DemarcheFile, type Mistake } from '../domain/demarche.ts'
import { resolveDemarche, resolveFields } from '../domain/resolve-demarche.ts'
import { type ConfigurationDocument, plainIssues } from './document.ts'
import { lookIntoFolder, nameOf } from './look.ts'
import type { ConfigurationMistake } from './mistakes.ts'
import { type FilePlace, type ReadFile, readFile } from './read-file.ts'
import type { Steps } from './steps.ts'

/** A demarche's file as it was taken. */
export interface DemarcheVersion {
  readonly signature: string
  readonly digest: string
  readonly demarche: Demarche
}

// What can be read of a demarche is judged even where another part of it is wrong.
function readableFields(value: unknown): Pick<DemarcheFile, 'fields' | 'groups'> {
  const members = (typeof value === 'object' ? value : null) as Record<string, unknown> | null
  const { fields, groups } = DemarcheFile.shape
  return {
    fields: fields.safeParse(members?.fields).data ?? {},
    groups: groups.safeParse(members?.groups).data ?? {},
  }
}

interface ReadDemarche {
  readonly found?: Demarche
  readonly mistakes: readonly ConfigurationMistake[]
}

function readDemarche(document: ConfigurationDocument): ReadDemarche {
  if (document.prefix.length > 0)
    return { mistakes: [document.mistake([], 'expected one demarche, not a list')] }
  const parsed = DemarcheFile.safeParse(document.value)
  const mistakes = plainIssues(parsed.error?.issues ?? []).map(({ path, message, at }) =>
    document.mistake(path, message, at),
  )
  const tell = (found: readonly Mistake[]) =>
    mistakes.push(...found.map(({ path, message }) => document.mistake(path, message)))
  if (!parsed.success) {
    tell(resolveFields(readableFields(document.value)).mistakes)
    return { mistakes }
  }
  const resolved = resolveDemarche(nameOf(document.file), parsed.data)
  tell(resolved.mistakes)
  return { found: resolved.demarche, mistakes }
}

/** Reads the file of one demarche. @returns what is wrong; where nothing is, the version to take */
export function* readDemarcheFile(
  place: FilePlace,
): Steps<ReadFile & { readonly version?: DemarcheVersion }> {
  let demarche: Demarche | undefined
  const read = yield* readFile(place, (document) => {
    const { found, mistakes } = readDemarche(document)
    demarche = found
    return mistakes
  })
  const { signature } = place
  if (demarche === undefined) return read
  return { ...read, version: { signature, digest: read.digest, demarche } }
}

/** Every demarche of a folder, by its file, and every mistake. */
export interface LoadedDemarches {
  readonly versions: Map<string, DemarcheVersion>
  readonly mistakes: readonly ConfigurationMistake[]
}

/** Reads every file of `demarches/`. @param root the folder that it is in */
export function* loadDemarcheFiles(root: string): Steps<LoadedDemarches> {
  const { files, fault } = yield* lookIntoFolder(root, 'demarches')
  const versions = new Map<string, DemarcheVersion>()
  const mistakes: ConfigurationMistake[] = []
  if (fault !== undefined) mistakes.push({ where: 'demarches', message: fault })
  for (const [file, signature] of files) {
    const read = yield* readDemarcheFile({ root, file, signature })
    mistakes.push(...read.mistakes)
    if (read.version !== undefined) versions.set(file, read.version)
  }
  return { versions, mistakes }
}

/** The demarches by their names: one of a later folder replaces its namesake of an earlier one. */
export function demarchesByName(
  ...folders: readonly ReadonlyMap<string, DemarcheVersion>[]
): Map<string, Demarche> {
  const all = folders.flatMap((versions) => [...versions.values()])
  return new Map(all.map(({ demarche }) => [demarche.name, demarche]))
}
