import { fileURLToPath } from 'node:url'
import type { Form } from '../domain/form.ts'
import { type CollectiviteVersion, loadCollectiviteFiles } from './load-collectivites.ts'
import { type DemarcheVersion, demarchesByName, loadDemarcheFiles } from './load-demarches.ts'
import type { ConfigurationMistake } from './mistakes.ts'
import { createOwners } from './owners.ts'
import type { ConfigurationContext } from './resolve-client.ts'
import type { Steps } from './steps.ts'

/** The folder of the demarches that come with the service. */
export const shippedFolder = fileURLToPath(new URL('../../config', import.meta.url))

/** The configuration's files as they are in force, each version by its file. */
export interface ConfigurationFiles {
  /** CONFIG_DIR. */
  readonly root: string
  readonly context: ConfigurationContext
  /** The demarches that come with the service. */
  readonly shipped: ReadonlyMap<string, DemarcheVersion>
  readonly demarches: Map<string, DemarcheVersion>
  readonly collectivites: Map<string, CollectiviteVersion>
  /** The file of every form, by client_id. */
  readonly owners: Map<string, string>
}

/** Reads every file of CONFIG_DIR. @returns the files, and every mistake: then they are not to be used */
export function* loadConfiguration(
  root: string,
  given: Omit<ConfigurationContext, 'root'>,
): Steps<{ files: ConfigurationFiles; mistakes: readonly ConfigurationMistake[] }> {
  const context = { ...given, root }
  const shipped = yield* loadDemarcheFiles(shippedFolder)
  const demarches = yield* loadDemarcheFiles(root)
  const { owners, judge } = createOwners()
  const collectivites = yield* loadCollectiviteFiles(root, {
    demarches: demarchesByName(shipped.versions, demarches.versions),
    context,
    judge,
  })
  return {
    files: {
      root,
      context,
      shipped: shipped.versions,
      demarches: demarches.versions,
      collectivites: collectivites.versions,
      owners,
    },
    mistakes: [...shipped.mistakes, ...demarches.mistakes, ...collectivites.mistakes],
  }
}

/** The forms of every file. */
export function formsOf({ collectivites }: ConfigurationFiles): Form[] {
  return [...collectivites.values()].flatMap(({ forms }) => forms)
}

/** What the files say that had better be otherwise. */
export function noticesOf({ collectivites }: ConfigurationFiles): ConfigurationMistake[] {
  return [...collectivites.values()].flatMap(({ notices }) => notices)
}
