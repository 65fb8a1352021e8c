import { decodeJwt } from 'jose'
import { PrefillClaims } from '../domain/prefill-claims.ts'
import type { Verification } from '../verify.ts'

/** What became of each source during the login, by its name. */
export type Outcomes = PrefillClaims['sources']

/**
 * What a back end files beside the verdict: how each source answered. Read from a token that the verdict has
 * proven authentic; from no other.
 */
export function readOutcomes(token: unknown, { jti }: Verification): Outcomes {
  if (typeof token !== 'string' || jti === null) return {}
  return PrefillClaims.parse(decodeJwt(token)).sources
}
