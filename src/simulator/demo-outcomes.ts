import { decodeJwt } from 'jose'
import { PrefillClaims, type Reason } from '../domain/prefill-claims.ts'
import type { Verification } from '../verify.ts'

/** What a token says beside its values: how each source answered, and the fields that it leaves empty, with why. */
export interface Outcomes {
  readonly sources: PrefillClaims['sources']
  readonly empty: Readonly<Record<string, Reason>>
}

/**
 * What a back end files beside the verdict. Read from a token that the verdict has proven authentic; from no
 * other.
 */
export function readOutcomes(token: unknown, { jti }: Verification): Outcomes {
  if (typeof token !== 'string' || jti === null) return { sources: {}, empty: {} }
  const { sources, fields } = PrefillClaims.parse(decodeJwt(token))
  const empty = Object.entries(fields).flatMap(([name, field]) =>
    field.value === null ? [[name, field.reason] as const] : [],
  )
  return { sources, empty: Object.fromEntries(empty) }
}
