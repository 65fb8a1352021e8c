import type { PrefillClaims } from '../domain/prefill-claims.ts'
import type { Words } from './words.ts'

/** What the live region says after a fill: how many fields, which remain, what a source could not give. */
export function summarise(
  filled: number,
  leftLabels: readonly string[],
  claims: Pick<PrefillClaims, 'environment' | 'sources'>,
  words: Words,
): string {
  const left = leftLabels.length > 0 ? words.say('left', { fields: leftLabels.join(', ') }) : ''
  const sources = Object.values(claims.sources ?? {}).flatMap(({ status, message }) =>
    status === 'ok' || message === undefined ? [] : message,
  )
  const test = claims.environment === 'test' ? words.say('testData') : ''
  const count = words.say('filled', { count: String(filled) })
  const sentences = [count, left, ...new Set(sources), test]
  return sentences.filter(Boolean).join(' ')
}
