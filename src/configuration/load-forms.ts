import type { Demarche } from '../domain/demarche.ts'
import type { Form } from '../domain/form.ts'
import { loadCollectiviteFiles } from './load-collectivites.ts'
import { demarchesByName, loadDemarcheFiles } from './load-demarches.ts'
import type { ConfigurationMistake } from './mistakes.ts'
import { createOwners } from './owners.ts'
import type { ConfigurationContext } from './resolve-client.ts'
import { createSharedParts } from './shared-parts.ts'
import { atOnce } from './steps.ts'

/** Everything that stood in a folder's files, and everything that was wrong there. */
interface Read<T> {
  readonly found: T
  readonly mistakes: readonly ConfigurationMistake[]
}

/**
 * Reads the demarches of several roots; one of a later root replaces its namesake of an earlier one.
 * @param roots folders that hold a `demarches` folder
 */
export function loadDemarches(roots: readonly string[]): Read<Map<string, Demarche>> {
  const loaded = roots.map((root) => atOnce(loadDemarcheFiles(root)))
  return {
    found: demarchesByName(...loaded.map(({ versions }) => versions)),
    mistakes: loaded.flatMap(({ mistakes }) => mistakes),
  }
}

/** Reads every file of `collectivites/`: one collectivite or a list of them each. */
export function loadForms(
  root: string,
  demarches: ReadonlyMap<string, Demarche>,
  context: Omit<ConfigurationContext, 'root' | 'shared'>,
): Read<Form[]> {
  const { judge } = createOwners()
  const sharing = { ...context, root, shared: createSharedParts() }
  const loaded = atOnce(loadCollectiviteFiles(root, { demarches, context: sharing, judge }))
  const found = [...loaded.versions.values()].flatMap(({ forms }) => forms)
  return { found, mistakes: loaded.mistakes }
}
