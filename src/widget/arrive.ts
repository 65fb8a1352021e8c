import { readTokens } from './read-tokens.ts'
import type { TokenAnswer } from './service.ts'
import type { Trip } from './trip.ts'

/** How a trip ended: with a prefill, or without and why. */
export type Arrival =
  | {
      readonly idToken: string
      readonly prefillToken: string
      readonly displayName: string
    }
  | { readonly outcome: 'cancelled' | 'failed'; readonly code: string }

// A page must never be made to show or log the text of a forged link: a code has this shape, a sentence has not.
const codeOf = (text?: string | null) => /^([a-z_]{1,40}): /.exec(text ?? '')?.[1]

/** The code of the catalogue, with which our `error_description` begins, says more than OAuth's. */
function ended(error: string, description?: string | null): Extract<Arrival, { code: string }> {
  const outcome = error === 'access_denied' ? 'cancelled' : 'failed'
  return { outcome, code: codeOf(description) ?? codeOf(`${error}: `) ?? 'unknown_error' }
}

function readAnswer(trip: Trip, answer: TokenAnswer): Arrival {
  // Only the authorization response can say that the citizen cancelled.
  if (answer.error) return { ...ended(answer.error), outcome: 'failed' }
  const { id_token: idToken, prefill_token: prefillToken } = answer
  const { service: issuer, clientId, nonce } = trip
  const areOurs = readTokens(idToken, prefillToken, { issuer, clientId, nonce })
  if (!idToken || !prefillToken || !areOurs) return ended('untrusted_answer')
  return { idToken, prefillToken, displayName: answer.display_name ?? '' }
}

/**
 * Ends a trip that has come back: the response's `iss` first (RFC 9207 §2.4), then its error or its code,
 * spent once, then the tokens.
 */
export async function arrive(
  trip: Trip,
  redeem: (trip: Trip, code: string) => Promise<TokenAnswer>,
): Promise<Arrival> {
  const { iss, error, error_description, code } = trip.returned ?? {}
  if (iss === trip.service && error) return ended(error, error_description)
  if (iss !== trip.service || !code) return ended('untrusted_return')
  try {
    return readAnswer(trip, await redeem(trip, code))
  } catch {
    return ended('unreachable')
  }
}
