import type { Demarche } from '../domain/demarche.ts'
import type { Form } from '../domain/form.ts'
import { signatureOf } from './file-signature.ts'
import { lookIntoFolder } from './look.ts'
import type { ConfigurationMistake } from './mistakes.ts'
import { type FilePlace, type ReadFile, readFile } from './read-file.ts'
import type { ConfigurationContext } from './resolve-client.ts'
import { resolveCollectivite } from './resolve-collectivite.ts'
import type { MemberFault } from './resolved.ts'
import type { Steps } from './steps.ts'

/** A file of `collectivites/` as it was taken: one collectivite, or a list of them. */
export interface CollectiviteVersion {
  readonly signature: string
  readonly digest: string
  readonly forms: readonly Form[]
  /** Those that its forms are resolved with, whole. */
  readonly demarches: readonly Demarche[]
  /** The signatures of the files that it refers to (secrets, logos), by their paths. */
  readonly otherFiles: ReadonlyMap<string, string>
  /** What is taken, and had better be otherwise; the first of them. */
  readonly notices: readonly ConfigurationMistake[]
}

/** Nobody reads more of them, and each line has to be looked for. */
const mostNotices = 10

/** What a form is resolved with. */
export interface Resolution {
  readonly demarches: ReadonlyMap<string, Demarche>
  readonly context: ConfigurationContext
  /** What speaks against a form beside the others: a client_id that is taken. */
  readonly judge: (form: Form, file: string) => MemberFault | undefined
}

/** Reads a file of `collectivites/`. @returns every mistake, and the version to take where there is none */
export function* readCollectiviteFile(
  place: FilePlace,
  { demarches, context, judge }: Resolution,
): Steps<ReadFile & { readonly version: CollectiviteVersion }> {
  const forms: Form[] = []
  const names = new Set<string>()
  const notices: ConfigurationMistake[] = []
  const otherFiles = new Map<string, string>()
  const noteFile = (path: string) => void otherFiles.set(path, signatureOf(path))
  const noting = { ...context, noteFile }
  const read = yield* readFile(place, (document) => {
    const resolved = resolveCollectivite(document, demarches, noting)
    const noted = resolved.notices.slice(0, mostNotices - notices.length)
    notices.push(...noted.map(({ path, say }) => document.mistake(path, say())))
    const judged = resolved.forms.flatMap(({ form, path }) => {
      const fault = judge(form, place.file)
      if (fault !== undefined) return [document.mistake([...path, fault.member], fault.message)]
      forms.push(form)
      names.add(form.demarche.name)
      return []
    })
    return [...resolved.mistakes, ...judged]
  })
  const used = [...names].flatMap((name) => demarches.get(name) ?? [])
  const { signature } = place
  const { digest } = read
  const version = { signature, digest, forms, demarches: used, otherFiles, notices }
  return { ...read, version }
}

/** Every file of a folder as it was taken, and every mistake. */
export interface LoadedCollectivites {
  readonly versions: Map<string, CollectiviteVersion>
  readonly mistakes: readonly ConfigurationMistake[]
}

/** Reads every file of `collectivites/`. @param root the folder that it is in */
export function* loadCollectiviteFiles(
  root: string,
  resolution: Resolution,
): Steps<LoadedCollectivites> {
  const { files, fault } = yield* lookIntoFolder(root, 'collectivites')
  const versions = new Map<string, CollectiviteVersion>()
  const mistakes: ConfigurationMistake[] = []
  if (fault !== undefined) mistakes.push({ where: 'collectivites', message: fault })
  for (const [file, signature] of files) {
    const read = yield* readCollectiviteFile({ root, file, signature }, resolution)
    mistakes.push(...read.mistakes)
    versions.set(file, read.version)
  }
  return { versions, mistakes }
}
