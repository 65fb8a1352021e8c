import {
  createCipheriv,
  createDecipheriv,
  createHash,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSigner, createVerifier } from './es256.ts'
import { createFloorClient } from './floor-client.ts'
import { createFloorStore } from './floor-store.ts'
import { clientIdOf, franceConnect, publicUrl, redirectUriOf } from './options.ts'
import { payloadFields, type StateAnswer } from './payload-fields.ts'
import { sources } from './person.ts'

// The floor: what no service can leave out on the way from a form to its tokens, in bare node:http and
// node:crypto, and nothing else. It checks what it does; it has no error pages, no log, no limits, no headers.

const [issuer = '', forms = '1', sourceCount = '0', redisPort = ''] = process.argv.slice(2)
const asked = sources.slice(0, Number(sourceCount))

const addressOf = new Map(
  Array.from({ length: Number(forms) }, (_, index) => {
    const clientId = clientIdOf(index)
    return [clientId, redirectUriOf(clientId)] as const
  }),
)

interface Attempt {
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  readonly nonce: string
  readonly challenge: string
  readonly ourState: string
  readonly ourNonce: string
}

/** What waits behind a code. */
interface Waiting {
  readonly clientId: string
  readonly redirectUri: string
  readonly challenge: string
  readonly claims: Readonly<Record<string, unknown>>
  readonly idClaims: Readonly<Record<string, unknown>>
}

const cookieKey = randomBytes(32)
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const kid = 'floor'
const keySet = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' }] }
const signIdToken = createSigner(privateKey, { kid, typ: 'JWT' })
const signPrefillToken = createSigner(privateKey, { kid, typ: 'prefill+jwt' })
const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris', dateStyle: 'short' })

const call = createFloorClient(issuer)
const store = await createFloorStore(redisPort === '' ? undefined : Number(redisPort))
const { keys } = JSON.parse(await call('GET', `${issuer}/jwks`))
const verified = createVerifier(keys)

const instant = () => Math.floor(Date.now() / 1000)
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')

function seal(attempt: Attempt): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', cookieKey, iv)
  const sealed = Buffer.concat([cipher.update(JSON.stringify(attempt), 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

function open(sealed: string): Attempt {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', cookieKey, bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
  return JSON.parse(text.toString('utf8'))
}

function expect(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(`${what} is wrong`)
}

function redirect(response: ServerResponse, location: string, cookie?: string): void {
  const headers = { location, 'content-length': 0 }
  response.writeHead(303, cookie === undefined ? headers : { ...headers, 'set-cookie': cookie })
  response.end()
}

function authorizationUrl({ ourState, ourNonce }: Attempt): string {
  const query = new URLSearchParams({
    redirect_uri: `${publicUrl}/callback`,
    scope: 'openid identite_pivot email',
    state: ourState,
    nonce: ourNonce,
    acr_values: 'eidas1',
    client_id: franceConnect.client_id,
    response_type: 'code',
  })
  return `${issuer}/authorize?${query}`
}

const cookieOf = (attempt: Attempt) =>
  `__Host-attempt-${attempt.ourState.slice(0, 16)}=${seal(attempt)}; Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=Lax`

function attemptIn(request: IncomingMessage, name: string): Attempt {
  const found = new RegExp(`__Host-attempt-${name}=([\\w-]+)`).exec(request.headers.cookie ?? '')
  expect(found?.[1] !== undefined, 'the cookie')
  return open(found[1])
}

function begin(response: ServerResponse, query: URLSearchParams): void {
  const clientId = query.get('client_id') ?? ''
  const redirectUri = query.get('redirect_uri') ?? ''
  const challenge = query.get('code_challenge') ?? ''
  expect(addressOf.get(clientId) === redirectUri, 'the form')
  expect(query.get('response_type') === 'code', 'response_type')
  expect(query.get('code_challenge_method') === 'S256' && challenge.length === 43, 'PKCE')
  const attempt: Attempt = {
    clientId,
    redirectUri,
    state: query.get('state') ?? '',
    nonce: query.get('nonce') ?? '',
    challenge,
    ourState: randomBytes(32).toString('hex'),
    ourNonce: randomBytes(32).toString('hex'),
  }
  const next =
    asked.length > 0
      ? `${publicUrl}/ask/${attempt.ourState.slice(0, 16)}`
      : authorizationUrl(attempt)
  redirect(response, next, cookieOf(attempt))
}

const askPage = `<!doctype html><form method="post">${asked
  .map((name) => `<input type="checkbox" name="source" value="${name}" checked>`)
  .join('')}<button>Continuer</button></form>`

function showAskPage(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': askPage.length })
  response.end(askPage)
}

function answerAsk(response: ServerResponse, attempt: Attempt, body: URLSearchParams): void {
  expect(body.getAll('source').length === asked.length, 'the answer')
  redirect(response, authorizationUrl(attempt), cookieOf(attempt))
}

function checkTimes(claims: Record<string, unknown>): void {
  expect(claims.iss === issuer && claims.aud === franceConnect.client_id, 'iss or aud')
  expect(Number(claims.exp) > instant() && Number(claims.iat) <= instant() + 10, 'the time')
}

async function askState(accessToken: string): Promise<StateAnswer[]> {
  const { origin } = new URL(issuer)
  return Promise.all(
    asked.map(async (name) => {
      const address = `${origin}/api-particulier/v3/dss/${name}/france_connect?recipient=13002526500013`
      return JSON.parse(await call('GET', address, accessToken)).data
    }),
  )
}

async function complete(
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
) {
  const attempt = attemptIn(request, query.get('state')?.slice(0, 16) ?? '')
  expect(query.get('state') === attempt.ourState && query.get('iss') === issuer, 'state or iss')
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: query.get('code') ?? '',
    redirect_uri: `${publicUrl}/callback`,
    client_id: franceConnect.client_id,
    client_secret: franceConnect.client_secret,
  })
  const tokens = JSON.parse(await call('POST', `${issuer}/token`, undefined, body.toString()))
  const idToken = verified(tokens.id_token)
  checkTimes(idToken)
  expect(idToken.nonce === attempt.ourNonce && idToken.acr === 'eidas1', 'nonce or acr')
  const identity = verified(await call('GET', `${issuer}/userinfo`, tokens.access_token))
  checkTimes(identity)
  expect(identity.sub === idToken.sub, 'sub')
  const answers = await askState(tokens.access_token)
  const { clientId, redirectUri, challenge } = attempt
  const sub = sha256(JSON.stringify([issuer, identity.sub, clientId]))
  const shared = { iss: publicUrl, aud: clientId, sub, nonce: attempt.nonce, acr: 'eidas1' }
  const fields = payloadFields(identity, answers, calendar.format(new Date()))
  const outcomes = ['franceconnect', ...asked].map((name) => [name, { status: 'ok' }])
  const waiting: Waiting = {
    clientId,
    redirectUri,
    challenge,
    idClaims: { ...shared, auth_time: idToken.auth_time },
    claims: {
      ...shared,
      demarche: 'bench',
      environment: 'test',
      canon: 1,
      fields,
      sources: Object.fromEntries(outcomes),
    },
  }
  const code = randomBytes(32).toString('base64url')
  await store.put(sha256(code), JSON.stringify(waiting))
  const back = new URLSearchParams({ code, state: attempt.state, iss: publicUrl })
  redirect(response, `${redirectUri}?${back}`)
}

async function redeem(response: ServerResponse, body: URLSearchParams): Promise<void> {
  const found = await store.take(sha256(body.get('code') ?? ''))
  expect(found !== undefined, 'the code')
  const waiting: Waiting = JSON.parse(found)
  const isItsOwn =
    waiting.clientId === body.get('client_id') && waiting.redirectUri === body.get('redirect_uri')
  expect(isItsOwn, 'the client')
  expect(sha256(body.get('code_verifier') ?? '') === waiting.challenge, 'the verifier')
  const iat = instant()
  const text = JSON.stringify({
    access_token: randomBytes(32).toString('base64url'),
    token_type: 'Bearer',
    expires_in: 60,
    scope: 'openid',
    id_token: signIdToken({ ...waiting.idClaims, iat, exp: iat + 300 }),
    prefill_token: signPrefillToken({
      ...waiting.claims,
      iat,
      exp: iat + 86_400,
      jti: randomBytes(16).toString('base64url'),
    }),
    display_name: 'Maëlys QUENOUILLE',
  })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  response.writeHead(200, headers)
  response.end(text)
}

function readBody(request: IncomingMessage): Promise<URLSearchParams> {
  return new Promise((resolve, reject) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      text += chunk
    })
    request.on('end', () => resolve(new URLSearchParams(text)))
    request.on('error', reject)
  })
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '', encoded = ''] = String(request.url).split('?')
  if (path === '/authorize') begin(response, new URLSearchParams(encoded))
  else if (path === '/callback') await complete(request, response, new URLSearchParams(encoded))
  else if (path === '/token') await redeem(response, await readBody(request))
  else if (path.startsWith('/ask/')) {
    const attempt = attemptIn(request, path.slice('/ask/'.length))
    if (request.method === 'GET') showAskPage(response)
    else answerAsk(response, attempt, await readBody(request))
  } else {
    response.setHeader('content-type', 'application/json')
    response.end(path === '/jwks' ? JSON.stringify(keySet) : '{}')
  }
}

// As long as the service does: it is idle while the other one is measured.
const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
  handle(request, response).catch((error: Error) => {
    response.statusCode = 400
    response.end(error.message)
  })
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`)
})
process.once('SIGTERM', () => process.exit(0))
