import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import * as client from 'openid-client'
import { logIn } from '../support/browser-session.ts'
import { civilStatusSecret, formOrigin, type System, startSystem } from '../support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.close())

/** Logs a citizen in as any back end would, with a library that knows OpenID Connect and nothing of us. */
async function logInAsStranger(
  clientId: string,
  redirectUri: string,
  authentication: client.ClientAuth,
  metadata: Partial<client.ClientMetadata> = {},
) {
  const configuration = await client.discovery(
    new URL(system.serviceOrigin),
    clientId,
    metadata,
    authentication,
    { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
  )
  const verifier = client.randomPKCECodeVerifier()
  const expectedState = client.randomState()
  const expectedNonce = client.randomNonce()
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const browser = system.citizen()
  const back = await logIn(browser, url.href, { login: 'test', password: '123' })
  const checks = { expectedState, expectedNonce, pkceCodeVerifier: verifier }
  const tokens = await client.authorizationCodeGrant(configuration, back, checks)
  return { configuration, tokens, browser }
}

describe('openid-client, used as a stranger would use it', () => {
  test('when a back end logs in, then discovery, both signatures, issuer, nonce and userinfo are in order', async () => {
    const { configuration, tokens } = await logInAsStranger(
      'demo-etat-civil',
      `${formOrigin}/etat-civil/retour`,
      client.ClientSecretBasic(civilStatusSecret),
    )
    const claims = tokens.claims()!
    expect(claims).toMatchObject({
      iss: system.serviceOrigin,
      aud: 'demo-etat-civil',
      acr: 'eidas1',
    })
    const userInfo = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
    expect(userInfo).toMatchObject({ sub: claims.sub, nom: 'DUBOIS' })
    expect(tokens.prefill_token).toEqual(expect.any(String))
  })

  test('when a public client logs in, then PKCE is enough', async () => {
    const { tokens } = await logInAsStranger('demo-cantine', `${formOrigin}/cantine`, client.None())
    expect(tokens.claims()).toMatchObject({ aud: 'demo-cantine' })
  })

  test('when it logs out, then it ends at FranceConnect and comes back with its state', async () => {
    const { configuration, tokens, browser } = await logInAsStranger(
      'demo-cantine',
      `${formOrigin}/cantine`,
      client.None(),
    )
    const url = client.buildEndSessionUrl(configuration, {
      id_token_hint: tokens.id_token!,
      post_logout_redirect_uri: `${formOrigin}/`,
      state: 'mon-etat',
    })
    await browser.get(url)
    while (browser.stopped === undefined) await browser.submit()
    expect(browser.stopped.href).toBe(`${formOrigin}/?state=mon-etat`)
    expect(browser.hops.some(({ url: hop }) => hop.includes('/api/v2/session/end'))).toBe(true)
  })
})
