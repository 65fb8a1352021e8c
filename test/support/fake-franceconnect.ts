import { CompactSign, exportJWK, exportSPKI, generateKeyPair, type JWK } from 'jose'
import nock from 'nock'
import type { FranceConnectClient } from '../../src/domain/form.ts'

type Algorithm = 'ES256' | 'RS256'
export type Endpoint = 'discovery' | 'jwks' | 'token' | 'userinfo'

/** An HTTP answer. An object as body is sent as JSON. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** What is false about one signed token; the rest of it is as FranceConnect makes it. */
export interface TokenLie {
  /** Claims added or replaced; `undefined` takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>
  /** Header members added or replaced. */
  readonly header?: Readonly<Record<string, unknown>>
  readonly alg?: Algorithm | 'HS256' | 'none'
  /** `foreign`: a pirate's key under FranceConnect's kid; bytes: an HMAC key. */
  readonly key?: 'foreign' | Uint8Array
  /** Changes the finished compact token. */
  readonly altered?: (token: string) => string
}

/** One knob per lie. Whatever is left out is the truth. */
export interface Lies {
  readonly idToken?: TokenLie
  readonly userInfo?: TokenLie
  /** Changes the whole HTTP answer of an endpoint; throwing breaks the connection. */
  readonly answers?: Readonly<Partial<Record<Endpoint, (truth: Answer) => Answer>>>
}

/** A request as it came in. */
export interface Call {
  readonly endpoint: Endpoint
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface FakeFranceConnect {
  readonly client: FranceConnectClient
  lies: Lies
  /** The nonce that the next ID token carries. */
  nonce: string
  /** Every request that came in, in order. */
  readonly calls: Call[]
  /** Every compact token that went out. */
  readonly tokensSent: string[]
  /** Answers one request: what both the interceptor and a real server serve. */
  answer(call: Call): Promise<Answer>
  /** Serves on nock until the test ends. */
  intercept(): void
  /** Gives the signing key a new value and a new kid. */
  rotateKeys(): Promise<void>
  publicPem(alg: Algorithm): Promise<string>
  publicJwk(alg: Algorithm): JWK
}

interface KeyPair {
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
  readonly jwk: JWK
}

export const issuer = 'https://franceconnect.exemple.fr/api/v2'
export const code = 'the-code-of-this-login-43-characters-long-0'
export const accessToken = 'the-access-token-of-this-login-43-character'
export const subject = `${'4d327dd1e427daf4'.repeat(4)}v1`

/** The identity of FranceConnect's own test citizen, every claim of it. */
export const angela = {
  sub: subject,
  given_name: 'Angela Claire Louise',
  given_name_array: ['Angela', 'Claire', 'Louise'],
  family_name: 'DUBOIS',
  birthdate: '1962-08-24',
  gender: 'female',
  birthplace: '75107',
  birthcountry: '99100',
  email: 'angela.dubois@exemple.fr',
}

const paths: Readonly<Record<Endpoint, string>> = {
  discovery: '/.well-known/openid-configuration',
  jwks: '/jwks',
  token: '/token',
  userinfo: '/userinfo',
}

/** The endpoint behind a path below the issuer's. */
export function endpointAt(path: string): Endpoint | undefined {
  const known = Object.keys(paths) as Endpoint[]
  return known.find((endpoint) => path === `/api/v2${paths[endpoint]}`)
}

const json = (body: unknown): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body,
})

/** A JSON answer with FranceConnect's shape of an error (RFC 6749 §5.2). */
export const failing = (
  status: number,
  error: string,
  more: Readonly<Record<string, string>> = {},
) => ({
  ...json({
    error,
    error_description: `upstream-text <script>alert(1)</script> (${code})`,
    error_uri: `https://docs.exemple.fr/erreurs/?code=Y049E20B&id=${supportId}`,
    ...more,
  }),
  status,
})

/** The id by which FranceConnect's support finds an error. */
export const supportId = '0b8d4f0e-6d5a-4b1e-9a53-7f2f3f6b1c55'

const metadata = (at: string) => ({
  issuer: at,
  authorization_endpoint: `${at}/authorize`,
  token_endpoint: `${at}/token`,
  userinfo_endpoint: `${at}/userinfo`,
  end_session_endpoint: `${at}/session/end`,
  jwks_uri: `${at}/jwks`,
  acr_values_supported: ['eidas1'],
  authorization_response_iss_parameter_supported: true,
  // Advertised, and refused by FranceConnect's own validator: a relying party must not act on it.
  code_challenge_methods_supported: ['S256'],
  request_parameter_supported: true,
  dpop_signing_alg_values_supported: ['ES256', 'RS256'],
  response_types_supported: ['code'],
  response_modes_supported: ['form_post', 'fragment', 'query'],
  subject_types_supported: ['pairwise'],
  token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
  id_token_signing_alg_values_supported: ['HS256', 'ES256', 'RS256'],
  userinfo_signing_alg_values_supported: ['HS256', 'ES256', 'RS256'],
})

async function makeKey(alg: Algorithm, kid: string): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), use: 'sig', kid, alg } }
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

const defined = (claims: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))

/** Makes a FranceConnect that tells the truth but for `lies`. It reads the process's clock. */
export async function createFakeFranceConnect(
  changes: Partial<FranceConnectClient> = {},
): Promise<FakeFranceConnect> {
  const client: FranceConnectClient = {
    key: 'demo.yaml#franceconnect',
    issuer,
    environment: 'test',
    client_id: 'client-of-the-service',
    client_secret: 'client-secret-of-the-service-0123456789',
    signing_alg: 'ES256',
    ...changes,
  }
  // The colons are FranceConnect's.
  const kidOf = (alg: Algorithm) => `pkcs11:${alg}:hsm`
  const signingAlg = client.signing_alg
  const foreign = await makeKey(signingAlg, kidOf(signingAlg))
  const keys = {
    ES256: await makeKey('ES256', kidOf('ES256')),
    RS256: await makeKey('RS256', kidOf('RS256')),
  }
  let rotations = 0

  const sign = async (truth: Record<string, unknown>, lie: TokenLie = {}): Promise<string> => {
    const claims = defined({ ...truth, ...lie.claims })
    const alg = lie.alg ?? signingAlg
    const named = alg === 'ES256' || alg === 'RS256' ? { kid: keys[alg].jwk.kid } : {}
    const header = { alg, ...named, ...lie.header }
    if (alg === 'none') return `${encode(header)}.${encode(claims)}.`
    const pair = lie.key === 'foreign' ? foreign : keys[alg as Algorithm]
    const key = lie.key instanceof Uint8Array ? lie.key : pair.privateKey
    return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader(header as { alg: string })
      .sign(key)
  }

  const send = async (truth: Record<string, unknown>, lie: TokenLie | undefined) => {
    const token = await sign(truth, lie)
    const sent = lie?.altered?.(token) ?? token
    fake.tokensSent.push(sent)
    return sent
  }

  const truths: Readonly<Record<Endpoint, () => Promise<Answer>>> = {
    discovery: async () => json(metadata(client.issuer)),
    jwks: async () => ({
      status: 200,
      headers: { 'content-type': 'application/jwk-set+json; charset=utf-8' },
      body: { keys: [keys.ES256.jwk, keys.RS256.jwk] },
    }),
    token: async () => {
      const iat = Math.floor(Date.now() / 1000)
      const claims = { sub: subject, auth_time: iat - 1, acr: 'eidas1', nonce: fake.nonce }
      const life = { aud: client.client_id, exp: iat + 60, iat, iss: client.issuer }
      return json({
        access_token: accessToken,
        expires_in: 60,
        id_token: await send({ ...claims, ...life }, fake.lies.idToken),
        scope: 'openid identite_pivot email',
        token_type: 'Bearer',
      })
    },
    userinfo: async () => {
      const iat = Math.floor(Date.now() / 1000)
      const life = { aud: client.client_id, exp: iat + 60, iat, iss: client.issuer }
      return {
        status: 200,
        headers: { 'content-type': 'application/jwt; charset=utf-8' },
        body: await send({ ...angela, ...life }, fake.lies.userInfo),
      }
    },
  }

  const fake: FakeFranceConnect = {
    client,
    lies: {},
    nonce: '',
    calls: [],
    tokensSent: [],
    answer: async (call) => {
      fake.calls.push(call)
      const truth = await truths[call.endpoint]()
      const told = fake.lies.answers?.[call.endpoint]?.(truth) ?? truth
      const isText = typeof told.body === 'string' || Buffer.isBuffer(told.body)
      return { ...told, body: isText ? told.body : JSON.stringify(told.body) }
    },
    intercept: () => {
      const serve = (endpoint: Endpoint, method: 'GET' | 'POST') =>
        nock(client.issuer)
          .persist()
          .intercept(paths[endpoint], method)
          .optionally()
          .reply(async function (_uri, body) {
            const headers = this.req.headers as unknown as Record<string, string>
            const call = { endpoint, method, headers, body: body as string }
            const told = await fake.answer(call)
            return [told.status, told.body as string, { ...told.headers }]
          })
      serve('discovery', 'GET')
      serve('jwks', 'GET')
      serve('token', 'POST')
      serve('userinfo', 'GET')
    },
    rotateKeys: async () => {
      rotations += 1
      keys[signingAlg] = await makeKey(signingAlg, `${kidOf(signingAlg)}:${rotations}`)
    },
    publicPem: (alg) => exportSPKI(keys[alg].publicKey),
    publicJwk: (alg) => keys[alg].jwk,
  }
  return fake
}
