import type { ConfigurationFiles } from './load-configuration.ts'
import { readDemarcheFile } from './load-demarches.ts'
import type { FolderLook } from './look.ts'
import { digestOf } from './read-file.ts'
import { judgeFolder, type Refusals, refusal, removedFrom } from './refusals.ts'
import type { Steps } from './steps.ts'

/** What became of the demarches' files. */
export interface DemarcheNews {
  readonly taken: readonly string[]
  readonly removed: readonly string[]
}

function* takeDemarche(
  { root, demarches }: ConfigurationFiles,
  [file, signature]: readonly [string, string],
  refusals: Refusals,
): Steps<boolean> {
  const known = demarches.get(file)
  const place = { root, file, signature }
  if (known !== undefined && known.digest === (yield* digestOf(place))) {
    demarches.set(file, { ...known, signature })
    return refusals.delete(file)
  }
  const { version, mistakes, digest } = yield* readDemarcheFile(place)
  if (version === undefined || mistakes.length > 0) {
    refusals.set(file, refusal(mistakes, digest))
    return false
  }
  demarches.set(file, version)
  refusals.delete(file)
  return true
}

/** Takes the changed files of `demarches/` over, each by itself. The forms that use them are not touched yet. */
export function* reloadDemarches(
  files: ConfigurationFiles,
  look: FolderLook,
  refusals: Refusals,
): Steps<DemarcheNews> {
  const { demarches } = files
  if (!judgeFolder('demarches', demarches, look, refusals)) return { taken: [], removed: [] }
  const taken: string[] = []
  for (const seen of look.files) {
    const [file, signature] = seen
    if (demarches.get(file)?.signature === signature && !refusals.has(file)) continue
    if (yield* takeDemarche(files, seen, refusals)) taken.push(file)
  }
  const removed = removedFrom(look, demarches)
  for (const file of removed) demarches.delete(file)
  return { taken, removed }
}
