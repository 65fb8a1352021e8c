import type { Demarche } from '../domain/demarche.ts'
import type { Form } from '../domain/form.ts'
import { type Claims, createClaims } from './claims.ts'
import { type CollectiviteVersion, readCollectiviteFile } from './load-collectivites.ts'
import type { ConfigurationFiles } from './load-configuration.ts'
import { demarchesByName } from './load-demarches.ts'
import type { LookAround } from './look-around.ts'
import { digestOf, type FilePlace } from './read-file.ts'
import { judgeFolder, type Refusals, refusal, removedFrom } from './refusals.ts'
import type { MemberFault } from './resolved.ts'
import type { Steps } from './steps.ts'

/** What is to become of the collectivites' files. */
export interface CollectivitePlan {
  /** The new versions, by file. */
  readonly taken: ReadonlyMap<string, CollectiviteVersion>
  readonly removed: readonly string[]
}

/** What a reload works with. */
export interface Reload {
  readonly files: ConfigurationFiles
  readonly look: LookAround
  /** Brought up to date: what is refused now. */
  readonly refusals: Refusals
  /** What speaks against a form in this instance: it would log in other people, or no key signs its tokens. */
  readonly judge: (form: Form) => MemberFault | undefined
}

type Demarches = ReadonlyMap<string, Demarche>

// The file is as it was, and what it refers to is not.
function isOutdated(version: CollectiviteVersion, demarches: Demarches, look: LookAround): boolean {
  const hasChanged = ([path, signature]: readonly [string, string]) =>
    (look.others.get(path) ?? signature) !== signature
  return (
    version.demarches.some((demarche) => demarches.get(demarche.name) !== demarche) ||
    [...version.otherFiles].some(hasChanged)
  )
}

/** The files to read anew. One that was touched and holds the same as before is not. */
function* findChanged(reload: Reload, demarches: Demarches): Steps<FilePlace[]> {
  const { files, look, refusals } = reload
  const found: FilePlace[] = []
  for (const [file, signature] of look.collectivites.files) {
    const place = { root: files.root, file, signature }
    const known = files.collectivites.get(file)
    const isCurrent = known !== undefined && !isOutdated(known, demarches, look)
    if (isCurrent && known.signature === signature && !refusals.has(file)) continue
    if (isCurrent && known.digest === (yield* digestOf(place))) {
      files.collectivites.set(file, { ...known, signature })
      refusals.delete(file)
    } else found.push(place)
    yield
  }
  return found
}

const withoutForms = (file: string) => ({
  where: file,
  message: 'expected a collectivite; to take its forms away, remove the file',
})

/** Reads the changed files. @returns the versions without a mistake; the others are refused */
function* readChanged(
  { files, refusals, judge }: Reload,
  demarches: Demarches,
  changed: readonly FilePlace[],
  claims: Claims,
): Steps<Map<string, CollectiviteVersion>> {
  const good = new Map<string, CollectiviteVersion>()
  const { context } = files
  const both = (form: Form, file: string) => judge(form) ?? claims.claim(form, file)
  for (const place of changed) {
    const { file } = place
    const read = yield* readCollectiviteFile(place, { demarches, context, judge: both })
    const { version } = read
    const isEmpty = version.forms.length === 0 && read.mistakes.length === 0
    const mistakes = isEmpty ? [withoutForms(file)] : read.mistakes
    if (mistakes.length === 0) good.set(file, version)
    else {
      yield* claims.keep(file, version.forms)
      refusals.set(file, refusal(mistakes, version.digest, version.otherFiles))
    }
  }
  return good
}

/**
 * Refuses versions that want a client_id of a file which keeps its old version after all, and those that want
 * one of theirs, until none does.
 */
function* refuseContested(
  { files, refusals }: Reload,
  good: Map<string, CollectiviteVersion>,
  kept: string[],
  claims: Claims,
): Steps<void> {
  for (let file = kept.pop(); file !== undefined; file = kept.pop())
    for (const { client_id } of files.collectivites.get(file)?.forms ?? []) {
      const rival = claims.claimant(client_id)
      const version = rival === undefined ? undefined : good.get(rival)
      yield
      if (rival === undefined || version === undefined) continue
      const message = `${client_id} is still in ${file}, whose new version is not taken`
      good.delete(rival)
      yield* claims.keep(rival, version.forms)
      const { digest, otherFiles } = version
      refusals.set(rival, refusal([{ where: rival, message }], digest, otherFiles))
      kept.push(rival)
    }
}

/** Reads the changed files of `collectivites/`, each by itself, and those whose demarches or secrets have changed. */
export function* planCollectivites(reload: Reload): Steps<CollectivitePlan> {
  const { files, look, refusals } = reload
  const { collectivites: known, owners } = files
  if (!judgeFolder('collectivites', known, look.collectivites, refusals))
    return { taken: new Map(), removed: [] }
  const demarches = demarchesByName(files.shipped, files.demarches)
  const removed = removedFrom(look.collectivites, known)
  const changed = yield* findChanged(reload, demarches)
  const names = changed.map(({ file }) => file)
  const claims = createClaims(owners, [...removed, ...names])
  const taken = yield* readChanged(reload, demarches, changed, claims)
  const kept = names.filter((file) => !taken.has(file))
  yield* refuseContested(reload, taken, kept, claims)
  for (const file of taken.keys()) refusals.delete(file)
  return { taken, removed }
}
