import { signatureOf } from './file-signature.ts'
import type { ConfigurationFiles } from './load-configuration.ts'
import { type FolderLook, lookIntoFolder } from './look.ts'
import type { Refusals } from './refusals.ts'
import type { Steps } from './steps.ts'

/** Everything that the configuration hangs on, as it is seen at one moment, unread. */
export interface LookAround {
  readonly demarches: FolderLook
  readonly collectivites: FolderLook
  /** The signatures of the files that those refer to (secrets, logos), by their paths; without those being written. */
  readonly others: ReadonlyMap<string, string>
  /** What the keys can sign with. */
  readonly algorithms: readonly string[]
}

/** Looks at every file of the configuration. */
export function* lookAround(
  { root, collectivites }: ConfigurationFiles,
  refusals: Refusals,
  algorithms: readonly string[],
): Steps<LookAround> {
  const others = new Map<string, string>()
  for (const { otherFiles } of [...collectivites.values(), ...refusals.values()])
    for (const path of otherFiles.keys()) {
      if (!others.has(path)) others.set(path, signatureOf(path))
      yield
    }
  return {
    demarches: yield* lookIntoFolder(root, 'demarches'),
    collectivites: yield* lookIntoFolder(root, 'collectivites'),
    others,
    algorithms,
  }
}

type Signatures = ReadonlyMap<string, string>

const sameFiles = (one: Signatures, other: Signatures) =>
  one.size === other.size && [...one].every(([file, signature]) => other.get(file) === signature)

const sameFolder = (one: FolderLook, other: FolderLook) =>
  one.fault === other.fault && sameFiles(one.files, other.files)

/** Whether nothing has changed between two looks. */
export function sameLook(one: LookAround, other: LookAround): boolean {
  return (
    sameFolder(one.demarches, other.demarches) &&
    sameFolder(one.collectivites, other.collectivites) &&
    sameFiles(one.others, other.others) &&
    one.algorithms.join() === other.algorithms.join()
  )
}

type Versions = ReadonlyMap<string, { readonly signature: string }>

// A file that is being written, or replaced in two steps, counts as it was until it is at rest.
function settledFolder(first: FolderLook, second: FolderLook, known: Versions): FolderLook {
  const files = new Map<string, string>()
  for (const file of [...new Set([...first.files.keys(), ...second.files.keys()])].sort()) {
    const seen = second.files.get(file)
    const signature = seen === first.files.get(file) ? seen : known.get(file)?.signature
    if (signature !== undefined) files.set(file, signature)
  }
  return { ...second, files }
}

/** What two looks, one shortly after the other, agree on. */
export function settledLook(
  first: LookAround,
  second: LookAround,
  { demarches, collectivites }: ConfigurationFiles,
): LookAround {
  const atRest = ([path, signature]: readonly [string, string]) =>
    first.others.get(path) === signature
  return {
    demarches: settledFolder(first.demarches, second.demarches, demarches),
    collectivites: settledFolder(first.collectivites, second.collectivites, collectivites),
    others: new Map([...second.others].filter(atRest)),
    algorithms: second.algorithms,
  }
}
