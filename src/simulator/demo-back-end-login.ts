import { decodeJwt } from 'jose'
import * as client from 'openid-client'
import type { PrefillClaims } from '../domain/prefill-claims.ts'
import { type DecryptionKey, decryptToken } from '../signing/decrypt-token.ts'
import type { PrefilledForm } from './demo-back-end-view.ts'

/** What a back end keeps of a login under way, to check the return against. */
export interface LoginChecks {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Begins a login: where the citizen goes, and what to keep meanwhile. */
export async function startLogin(configuration: client.Configuration, redirectUri: string) {
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const nonce = client.randomNonce()
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return { url, checks: { state, nonce, verifier } }
}

/**
 * The prefill token as it was signed, where it came encrypted to the town hall's key.
 * @returns whatever came, where it is no token of ours
 */
export async function openToken(token: unknown, key: DecryptionKey | undefined): Promise<unknown> {
  return key === undefined ? token : decryptToken(token, key)
}

/** Ends a login: what the prefill token says of each field, and the token itself. */
export async function finishLogin(
  configuration: client.Configuration,
  currentUrl: URL,
  checks: LoginChecks,
  decryptionKey?: DecryptionKey,
): Promise<PrefilledForm> {
  const tokens = await client.authorizationCodeGrant(configuration, currentUrl, {
    expectedState: checks.state,
    expectedNonce: checks.nonce,
    pkceCodeVerifier: checks.verifier,
  })
  const prefillToken = String(tokens.prefill_token)
  // It came from the issuer over the same connection as the ID token: no need to verify it here. A back end
  // that wants values only asks `/userinfo` instead.
  const { fields, environment } = decodeJwt<PrefillClaims>(
    String(await openToken(prefillToken, decryptionKey)),
  )
  return {
    fields,
    prefillToken,
    displayName: String(tokens.display_name),
    idToken: tokens.id_token ?? '',
    isTest: environment === 'test',
  }
}
