import { isPrefillToken, looksLikeToken } from './recognise-token.ts'

/** A text that may be the prefill token, and the object or list that holds it. */
export interface FoundToken {
  readonly token: string
  readonly name: string
  readonly holder: object
}

function textsIn(value: unknown, name: string, holder: object): FoundToken[] {
  if (typeof value === 'string') return [{ token: value.trim(), name, holder }]
  if (typeof value !== 'object' || value === null) return []
  const owner = Array.isArray(value) ? holder : value
  return Object.entries(value).flatMap(([key, member]) =>
    textsIn(member, Array.isArray(value) ? name : key, owner),
  )
}

/**
 * Finds the prefill tokens in a parsed submission: what is named `prefill_token` or says that it is one; where
 * nothing is, whatever looks like a token.
 * @param value JSON that readJson has bounded
 */
export function findTokens(value: object): FoundToken[] {
  const texts = textsIn(value, '', value)
  const shaped = texts.filter(({ token }) => looksLikeToken(token))
  const typed = new Set(shaped.filter(({ token }) => isPrefillToken(token)))
  const found = texts.filter((text) => text.name === 'prefill_token' || typed.has(text))
  return found.length > 0 ? found : shaped
}
