import type { Form } from '../domain/form.ts'
import { canon, type PrefillClaims } from '../domain/prefill-claims.ts'
import type { IdTokenClaims } from '../signing/sign-tokens.ts'
import type { Handover } from './handover.ts'

const idTokenLifetimeSeconds = 300
/** How long the citizen has to submit the form. */
const prefillLifetimeSeconds = 24 * 3600

/**
 * What both tokens of a login say: the ID token who logged in where and when, and nothing personal; the
 * prefill token every field and source.
 * @param made `iat` is NumericDate, `jti` names the prefill token
 */
export function tokenClaims(
  form: Form,
  handover: Handover,
  { issuer, iat, jti }: { readonly issuer: string; readonly iat: number; readonly jti: string },
): { readonly idToken: IdTokenClaims; readonly prefill: PrefillClaims } {
  const { sub, nonce, acr, auth_time, amr, fields, sources } = handover
  const shared = {
    iss: issuer,
    aud: form.client_id,
    sub,
    ...(nonce !== undefined && { nonce }),
    iat,
    acr,
  }
  return {
    idToken: {
      ...shared,
      exp: iat + idTokenLifetimeSeconds,
      auth_time,
      ...(amr !== undefined && { amr }),
    },
    prefill: {
      ...shared,
      jti,
      exp: iat + prefillLifetimeSeconds,
      demarche: form.demarche.name,
      environment: form.franceconnect.environment,
      canon,
      fields,
      sources,
    },
  }
}
