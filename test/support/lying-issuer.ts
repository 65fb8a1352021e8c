import {
  createHash,
  createHmac,
  generateKeyPairSync,
  type KeyPairKeyObjectResult,
  randomUUID,
  sign,
} from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What is false about the next answers; all else is true. */
export interface IssuerLies {
  /** Claims of the ID token, added or replaced; `undefined` takes one away. */
  claims?: Readonly<Record<string, unknown>>
  header?: Readonly<Record<string, unknown>>
  /** `pirate`: another key than the published one; `secret`: HMAC with the form's secret; `none`: no signature. */
  signedBy?: 'pirate' | 'secret' | 'none' | 'zeros'
  /** Members of `/userinfo`. */
  values?: Readonly<Record<string, unknown>>
  /** `/token` answers this instead. */
  tokenStatus?: number
  /** `/token` and `/userinfo` send the asker elsewhere, with what was meant for them. */
  redirects?: boolean
  /** What discovery says. */
  metadata?: Readonly<Record<string, unknown>>
}

/** An issuer as our service is one, without citizens or pages: it redeems any code, and lies on demand. */
export interface LyingIssuer {
  readonly issuer: string
  lies: IssuerLies
  /** The nonce and challenge of the login under way, from the address that the back end made. */
  expect(authorization: URLSearchParams): void
  /** Every request to `/token`: its Authorization header and its body. */
  readonly redeemed: { readonly authorization: string; readonly body: URLSearchParams }[]
  /** The Authorization header of each request that followed a redirect. */
  readonly followed: (string | undefined)[]
  close(): Promise<void>
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

/** Starts it, for the form with this id and secret. */
export async function startLyingIssuer(clientId: string, secret: string): Promise<LyingIssuer> {
  const [own, pirate] = [1, 2].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }))
  const jwk = own!.publicKey.export({ format: 'jwk' })
  const jwks = { keys: [{ ...jwk, kid: 'k1', alg: 'ES256', use: 'sig' }] }
  const redeemed: LyingIssuer['redeemed'] = []
  const followed: LyingIssuer['followed'] = []
  let expected = new URLSearchParams()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const self: LyingIssuer = {
    issuer,
    lies: {},
    expect: (authorization) => {
      expected = authorization
    },
    redeemed,
    followed,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  const idToken = () => {
    const now = Math.floor(Date.now() / 1000)
    const header = { alg: 'ES256', kid: 'k1', typ: 'JWT', ...self.lies.header }
    const truth = { iss: issuer, sub: 's1', aud: clientId, nonce: expected.get('nonce') }
    const claims = { ...truth, iat: now, exp: now + 300, ...self.lies.claims }
    const input = `${encode(header)}.${encode(claims)}`
    const ecdsa = ({ privateKey }: KeyPairKeyObjectResult) =>
      sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' })
    const signatures = {
      itself: () => ecdsa(own!),
      pirate: () => ecdsa(pirate!),
      secret: () => createHmac('sha256', secret).update(input).digest(),
      zeros: () => Buffer.alloc(64),
      none: () => Buffer.alloc(0),
    }
    const signature = signatures[self.lies.signedBy ?? 'itself']()
    return `${input}.${signature.toString('base64url')}`
  }

  const redeem = async (request: IncomingMessage): Promise<[number, object]> => {
    const body = new URLSearchParams(await text(request))
    redeemed.push({ authorization: request.headers.authorization ?? '', body })
    const challenge = createHash('sha256').update(body.get('code_verifier') ?? '')
    if (challenge.digest('base64url') !== expected.get('code_challenge'))
      return [400, { error: 'invalid_grant' }]
    const tokens = { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60 }
    const added = { prefill_token: 'e.y.J', display_name: 'Angela <DUBOIS>' }
    return [self.lies.tokenStatus ?? 200, { ...tokens, ...added, id_token: idToken() }]
  }

  const answer = async (request: IncomingMessage): Promise<[number, object]> => {
    const path = new URL(request.url ?? '', issuer).pathname
    if (path === '/elsewhere') followed.push(request.headers.authorization)
    if (path === '/jwks') return [200, jwks]
    if (path === '/userinfo') return [200, { sub: 's1', nom: 'DUBOIS', ...self.lies.values }]
    if (path === '/token') return redeem(request)
    if (path !== '/.well-known/openid-configuration') return [404, {}]
    const metadata = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      end_session_endpoint: `${issuer}/logout`,
      jwks_uri: `${issuer}/jwks`,
      authorization_response_iss_parameter_supported: true,
      response_types_supported: ['code'],
      ...self.lies.metadata,
    }
    return [200, metadata]
  }

  server.on('request', async (request, response) => {
    const [status, body] = await answer(request)
    response.setHeader('Content-Type', 'application/json')
    const isSent = self.lies.redirects === true && /^\/(token|userinfo)/.test(request.url ?? '')
    if (isSent) response.writeHead(302, { Location: `${issuer}/elsewhere` }).end()
    else response.writeHead(status).end(JSON.stringify(body))
  })
  return self
}
