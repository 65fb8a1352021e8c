import type { ObservedCase, ObservedGroup } from '../observed-case.ts'
import {
  bearer,
  callbackUri,
  describeSignature,
  getUserinfo,
  logoutUri,
  type ObservedWorld,
  openBrowser,
  secret,
  tokensOf,
} from '../observed-steps.ts'

interface Service {
  client_id: string
  redirect_uri: string
}

function signed({ client_id, redirect_uri }: Service) {
  return async (world: ObservedWorld): Promise<string> => {
    const changes = { client_id, redirect_uri }
    const { id_token, access_token } = await tokensOf(world, { changes })
    const { body } = await getUserinfo(world, bearer(access_token))
    const idToken = await describeSignature(world, id_token)
    return `ID token: ${idToken}; UserInfo: ${await describeSignature(world, body)}`
  }
}

/** The return from a log-out, each form of the chain submitted. */
function loggedOut({ client_id, redirect_uri }: Service) {
  return async (world: ObservedWorld): Promise<string> => {
    const browser = openBrowser(world)
    const { id_token } = await tokensOf(world, { browser, changes: { client_id, redirect_uri } })
    const hint = { id_token_hint: id_token, post_logout_redirect_uri: logoutUri, state: 'x' }
    await browser.get(`${world.issuer}/session/end?${new URLSearchParams(hint)}`)
    while (browser.stopped === undefined && browser.page.forms.length > 0) await browser.submit()
    return browser.stopped?.href ?? `${browser.page.status}`
  }
}

const es256 = 'ES256, kid pkcs11:ES256:hsm, verified'
const rs256 = 'RS256, kid pkcs11:RS256:hsm, verified'

function served(what: string, service: Service, signature: string): ObservedCase[] {
  const id = service.client_id
  const observed = `ID token: ${signature}; UserInfo: ${signature}`
  return [
    { id, request: what, observed, provoke: signed(service), agrees: true },
    {
      id: `${id}-log-out`,
      request: `${what}: its return from a log-out`,
      observed: `${logoutUri}?state=x`,
      provoke: loggedOut(service),
      agrees: true,
    },
  ]
}

function registering(changes: Readonly<Record<string, unknown>>) {
  const client = {
    client_id: 'registered',
    client_secret: secret,
    name: 'Service à essayer',
    redirect_uris: [callbackUri],
    post_logout_redirect_uris: [logoutUri],
    signing_alg: 'ES256',
    scopes: ['openid'],
  }
  return async (world: ObservedWorld): Promise<string> => world.register({ ...client, ...changes })
}

const noHmac = 'HS256 cannot be registered: a relying party should not want it'

const unregistrable: ObservedCase[] = [
  {
    id: 'hs256',
    request: 'a service signed for with HS256',
    observed: 'ID token: HS256, no kid, verified; UserInfo: HS256, no kid, verified',
    provoke: registering({ signing_alg: 'HS256' }),
    differs: noHmac,
    simulator: 'refused: signing_alg',
  },
  {
    id: 'hs256-log-out',
    request: 'a service signed for with HS256: its return from a log-out',
    observed: `${logoutUri}?state=x`,
    provoke: registering({ signing_alg: 'HS256' }),
    differs: noHmac,
    simulator: 'refused: signing_alg',
  },
  {
    id: 'unsigned-userinfo',
    request: 'a service registered without an algorithm for UserInfo',
    observed: '400 page Y043310B',
    provoke: registering({ signing_alg: undefined }),
    differs: 'the mistake is told when the simulator starts, not at each login',
    simulator: 'refused: signing_alg',
  },
  {
    id: 'empty-sector',
    request: 'a service registered with an empty `sector_identifier_uri`',
    observed: '400 page Y04EA6EF',
    provoke: registering({ sector_identifier_uri: '' }),
    differs: 'the mistake is told when the simulator starts, not at each login',
    simulator: 'refused: sector_identifier_uri',
  },
]

/** Signatures, and the addresses that a service may have. */
export const algorithms: ObservedGroup = {
  title: 'Algorithms and addresses',
  cases: [
    ...served(
      'ES256, `http://localhost:PORT`',
      { client_id: 'es256', redirect_uri: callbackUri },
      es256,
    ),
    ...served(
      'ES256, `http://127.0.0.1:PORT`',
      { client_id: 'ip', redirect_uri: 'http://127.0.0.1:3000/callback' },
      es256,
    ),
    ...served(
      'ES256, `https://` and a port',
      { client_id: 'https', redirect_uri: 'https://rp.exemple.fr:8443/callback' },
      es256,
    ),
    ...served('RS256', { client_id: 'rs256', redirect_uri: callbackUri }, rs256),
    ...unregistrable,
  ],
}
