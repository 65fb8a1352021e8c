import type { FormDescription } from '../domain/form-description.ts'
import type { PrefillClaims } from '../domain/prefill-claims.ts'
import type { Words } from './words.ts'

/**
 * What the live region says after a fill: how many fields, which remain, and of each source that left
 * something to the citizen why, once.
 * @param left the names of the fields that remain
 */
export function summarise(
  filled: number,
  left: ReadonlySet<string>,
  { environment, fields, sources }: Pick<PrefillClaims, 'environment' | 'fields' | 'sources'>,
  description: Pick<FormDescription, 'fields'> | undefined,
  words: Words,
): string {
  const names = [...left]
  const labels = names.map((name) => description?.fields[name]?.label ?? name).join(', ')
  const why = names.map((name) => sources?.[fields[name]?.source ?? '']?.message)
  const sentences = [
    words.say('filled', { count: `${filled}` }),
    labels && words.say('left', { fields: labels }),
    ...new Set(why),
    environment === 'test' && words.say('testData'),
  ]
  return sentences.filter(Boolean).join(' ')
}
