import type { IDToken, UserInfoResponse } from 'openid-client'
import { z } from 'zod'
import { ServiceError } from '../domain/errors.ts'
import type { FranceConnectClient } from '../domain/form.ts'

/** The clock skew accepted, in seconds: FranceConnect's tokens live 60, a generous one would undo that. */
export const toleratedSeconds = 10
const tokenLifetimeSeconds = 60

const MethodReferences = z
  .array(z.string().regex(/^[\w.-]{1,32}$/))
  .min(1)
  .max(10)

function refuse(faults: Readonly<Record<string, boolean>>): void {
  const claim = Object.keys(faults).find((name) => faults[name])
  if (claim !== undefined) throw new ServiceError('franceconnect_untrusted', { detail: { claim } })
}

const isFor = (audience: unknown, clientId: string): boolean =>
  Array.isArray(audience)
    ? audience.length === 1 && audience[0] === clientId
    : audience === clientId

/**
 * Checks what openid-client leaves open of an ID token (OpenID Connect Core §3.1.3.7): no audience but
 * ours, the `acr` that was asked for, issued within the last minute.
 * @param instant NumericDate
 * @throws ServiceError `franceconnect_untrusted`
 */
export function checkIdToken(
  claims: IDToken,
  { client_id }: FranceConnectClient,
  acr: string,
  instant: number,
): void {
  const age = instant - claims.iat
  const { auth_time = 0, azp = client_id } = claims
  refuse({
    sub: claims.sub === '',
    acr: claims.acr !== acr,
    aud: !isFor(claims.aud, client_id),
    azp: azp !== client_id,
    iat: age < -toleratedSeconds || age > tokenLifetimeSeconds + toleratedSeconds,
    auth_time: !Number.isSafeInteger(auth_time) || auth_time < 0,
  })
}

/**
 * The `amr` of an ID token that was asked for it as essential: short words such as `fc`, `pwd`.
 * @throws ServiceError `franceconnect_untrusted` where it is missing or something else
 */
export function readAmr(claims: IDToken): readonly string[] {
  const amr = MethodReferences.safeParse(claims.amr)
  refuse({ amr: !amr.success })
  return amr.data ?? []
}

/**
 * Checks that a signed UserInfo says whose it is and until when. FranceConnect's always does;
 * openid-client checks these claims where it finds them.
 * @throws ServiceError `franceconnect_untrusted`
 */
export function checkUserInfo(claims: UserInfoResponse, { client_id }: FranceConnectClient): void {
  refuse({
    iss: claims.iss === undefined,
    aud: !isFor(claims.aud, client_id),
    exp: claims.exp === undefined,
  })
}
