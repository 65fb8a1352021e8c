import { hash, timingSafeEqual } from 'node:crypto'
import { type Form, isConfidential } from '../domain/form.ts'
import { TokenParameters } from '../domain/token-parameters.ts'
import type { TokenResponse } from '../domain/token-response.ts'
import { encryptToken } from '../signing/encrypt-token.ts'
import type { FormKeys } from '../signing/form-keys.ts'
import type { TokenSigner } from '../signing/sign-tokens.ts'
import {
  type Handover,
  handoverLifetimeSeconds,
  readHandover,
  storeHandover,
  takeHandover,
} from './handover.ts'
import type { SealedStore } from './sealed-store.ts'
import { tokenClaims } from './token-claims.ts'

export interface RedeemCodeDependencies extends SealedStore {
  readonly now: () => Date
  readonly random: (bytes: number) => Buffer
  readonly signer: TokenSigner
  readonly formKeys: Pick<FormKeys, 'keyOf'>
  readonly issuer: string
}

/** What a form sends to `/token`, its client already proven. */
export interface CodeRedemption {
  readonly form: Form
  readonly code: string
  readonly redirectUri: string | undefined
  readonly codeVerifier: string | undefined
}

/** A code that buys nothing (RFC 6749 §5.2); all its causes look the same from outside. */
export class InvalidGrantError extends Error {
  constructor() {
    super('the code is unknown, expired, used, or belongs to another request')
    this.name = 'InvalidGrantError'
  }
}

const sha256 = (text: string) => hash('sha256', text, 'buffer')

/** Whether a verifier is the one of a challenge (RFC 7636 §4.6); without a challenge there is none. */
function verifierFits(challenge: string | undefined, verifier: string | undefined): boolean {
  if (challenge === undefined || verifier === undefined) return challenge === verifier
  if (!TokenParameters.shape.code_verifier.safeParse(verifier).success) return false
  const expected = Buffer.from(challenge, 'base64url')
  const given = sha256(verifier)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

const fits = (handover: Handover, { form, redirectUri, codeVerifier }: CodeRedemption) =>
  handover.client_id === form.client_id &&
  handover.redirect_uri === redirectUri &&
  verifierFits(handover.code_challenge, codeVerifier)

/**
 * Makes the last step of a login: a one-time code for both tokens. For confidential forms the payload
 * moves under the access token, for `/userinfo`; for the others it is gone.
 * The returned function throws InvalidGrantError, and ServiceError `form_key_unavailable`: then the code stays good.
 */
export function createRedeemCode(dependencies: RedeemCodeDependencies) {
  const { now, random, store, signer, formKeys, issuer } = dependencies

  // Never a plain token by accident: without the form's key there is none at all.
  const sealed = async ({ encryption }: Form, jws: string): Promise<string> =>
    encryption === undefined ? jws : encryptToken(jws, await formKeys.keyOf(encryption))

  const sign = async (form: Form, handover: Handover) => {
    const iat = Math.floor(now().getTime() / 1000)
    const jti = random(16).toString('base64url')
    const { idToken, prefill } = tokenClaims(form, handover, { issuer, iat, jti })
    return {
      id_token: await signer.signIdToken(idToken, form.id_token_signed_response_alg),
      prefill_token: await sealed(form, await signer.signPrefillToken(prefill)),
      jti,
    }
  }

  return async function redeemCode(redemption: CodeRedemption): Promise<{
    readonly response: TokenResponse
    readonly jti: string
    readonly handover: Handover
  }> {
    const { form, code } = redemption
    const handover = await readHandover(store, 'code', code)
    if (handover === undefined || !fits(handover, redemption)) throw new InvalidGrantError()
    const { jti, ...tokens } = await sign(form, handover)
    if (!(await takeHandover(store, 'code', code))) throw new InvalidGrantError()
    const accessToken = random(32).toString('base64url')
    const { prefill_token } = tokens
    if (isConfidential(form))
      await storeHandover(dependencies, 'access-token', accessToken, { ...handover, prefill_token })
    const response: TokenResponse = {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: handoverLifetimeSeconds,
      scope: 'openid',
      ...tokens,
      display_name: handover.display_name,
    }
    return { response, jti, handover }
  }
}
