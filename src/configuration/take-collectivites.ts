import type { LiveFormRegistry } from '../domain/form-registry.ts'
import type { ConfigurationFiles } from './load-configuration.ts'
import type { ConfigurationMistake } from './mistakes.ts'
import type { CollectivitePlan } from './reload-collectivites.ts'
import type { Steps } from './steps.ts'

/** What became of one file. */
export interface FileNews {
  readonly file: string
  /** How many forms it holds now. */
  readonly forms: number
  /** The client_ids that no file holds any more. */
  readonly dropped: readonly string[]
  /** What is taken, and had better be otherwise. */
  readonly notices: readonly ConfigurationMistake[]
}

/**
 * Puts new versions in force. Every form is put in its place before any is taken away: one that goes from a file
 * to another is served at every moment.
 */
export function* takeCollectivites(
  { collectivites, owners }: ConfigurationFiles,
  { taken, removed }: CollectivitePlan,
  forms: LiveFormRegistry,
): Steps<FileNews[]> {
  const before = [...taken.keys(), ...removed].map((file) => ({
    file,
    old: collectivites.get(file)?.forms ?? [],
  }))
  for (const [file, version] of taken) {
    for (const form of version.forms) {
      forms.put(form)
      owners.set(form.client_id, file)
      yield
    }
    collectivites.set(file, version)
  }
  for (const file of removed) collectivites.delete(file)
  const news: FileNews[] = []
  for (const { file, old } of before) {
    const dropped: string[] = []
    for (const form of old) {
      forms.drop(form)
      yield
      if (forms.find(form.client_id) !== undefined) continue
      owners.delete(form.client_id)
      dropped.push(form.client_id)
    }
    const version = taken.get(file)
    const { forms: held = [], notices = [] } = version ?? {}
    news.push({ file, forms: held.length, dropped, notices })
  }
  return news
}
