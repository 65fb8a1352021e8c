import type { PrefillClaims } from '../domain/prefill-claims.ts'
import type { Words } from './words.ts'

/**
 * Sums up a fill: how many fields, and of each source that left something to the citizen why, once.
 * @param left the names of the fields that remain
 */
export function summarise(
  filled: number,
  left: readonly string[],
  { environment, fields, sources }: Pick<PrefillClaims, 'environment' | 'fields' | 'sources'>,
  words: Words,
): string {
  const why = left.map((name) => sources?.[fields[name]?.source ?? '']?.message)
  const sentences = [
    words.say('filled', { count: `${filled}` }),
    ...new Set(why),
    environment === 'test' && words.say('testData'),
  ]
  return sentences.filter(Boolean).join(' ')
}
