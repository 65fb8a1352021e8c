import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createSigner } from './es256.ts'
import { franceConnect, publicUrl } from './options.ts'
import { identity, stateAnswers } from './person.ts'

// A fast FranceConnect with the state APIs beside it, in a process of its own. It answers what FranceConnect
// answers and looks at what a relying party must get right; its code is the login's nonce, so that it keeps nothing.

const [keyFile, certificateFile, milliseconds = '0'] = process.argv.slice(2)
const isSecure = keyFile !== undefined && keyFile !== ''

const kid = 'bench:ES256'
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const keySet = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' }] }
const signed = createSigner(privateKey, { kid })
const tokenKey = randomBytes(32)

const instant = () => Math.floor(Date.now() / 1000)
const tokenOf = (nonce: string) => createHmac('sha256', tokenKey).update(nonce).digest('base64url')
/** Access tokens that may still ask: each asks once for the identity, or not at all. */
const live = new Map<string, number>()

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  })
  response.end(body)
}
const sendJson = (response: ServerResponse, status: number, value: unknown) =>
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(value))

function metadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/session/end`,
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['ES256'],
    userinfo_signing_alg_values_supported: ['ES256'],
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  }
}

function giveTokens(response: ServerResponse, issuer: string, body: URLSearchParams): void {
  const nonce = body.get('code') ?? ''
  const isKnown =
    body.get('grant_type') === 'authorization_code' &&
    body.get('client_id') === franceConnect.client_id &&
    body.get('client_secret') === franceConnect.client_secret &&
    body.get('redirect_uri') === `${publicUrl}/callback`
  if (!isKnown || !/^[0-9a-f]{64}$/.test(nonce)) {
    sendJson(response, 400, { error: 'invalid_grant' })
    return
  }
  const iat = instant()
  const accessToken = tokenOf(nonce)
  live.set(accessToken, iat)
  sendJson(response, 200, {
    access_token: accessToken,
    expires_in: 60,
    id_token: signed({
      sub: identity.sub,
      auth_time: iat,
      acr: 'eidas1',
      nonce,
      aud: franceConnect.client_id,
      exp: iat + 60,
      iat,
      iss: issuer,
    }),
    scope: 'openid identite_pivot email',
    token_type: 'Bearer',
  })
}

const tokenIn = (request: IncomingMessage) =>
  String(request.headers.authorization ?? '').replace(/^Bearer /, '')

function giveIdentity(request: IncomingMessage, response: ServerResponse, issuer: string): void {
  if (!live.has(tokenIn(request))) {
    sendJson(response, 401, { error: 'invalid_token' })
    return
  }
  const iat = instant()
  const audience = { aud: franceConnect.client_id, exp: iat + 60, iat, iss: issuer }
  send(response, 200, 'application/jwt; charset=utf-8', signed({ ...identity, ...audience }))
}

function giveState(request: IncomingMessage, response: ServerResponse, path: string): void {
  const data = stateAnswers[path]
  if (data === undefined || !live.has(tokenIn(request))) {
    sendJson(response, 401, { errors: [] })
    return
  }
  const answer = () => sendJson(response, 200, { data, links: {}, meta: {} })
  if (milliseconds === '0') answer()
  else setTimeout(answer, Number(milliseconds))
}

function readBody(request: IncomingMessage, done: (body: URLSearchParams) => void): void {
  let text = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => {
    text += chunk
  })
  request.on('end', () => done(new URLSearchParams(text)))
}

function handle(request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(String(request.url), 'http://localhost')
  const issuer = `${isSecure ? 'https' : 'http'}://${request.headers.host}/api/v2`
  if (pathname.endsWith('/token')) readBody(request, (body) => giveTokens(response, issuer, body))
  else if (pathname.endsWith('/userinfo')) giveIdentity(request, response, issuer)
  else if (pathname.startsWith('/api-particulier/'))
    giveState(request, response, pathname.slice('/api-particulier'.length))
  else if (pathname.endsWith('/jwks')) sendJson(response, 200, keySet)
  else if (pathname.endsWith('/openid-configuration')) sendJson(response, 200, metadata(issuer))
  else sendJson(response, 404, {})
}

setInterval(() => {
  for (const [token, at] of live) if (at < instant() - 60) live.delete(token)
}, 5000).unref()

const options = { keepAliveTimeout: 60_000 }
const server = isSecure
  ? createSecureServer(
      { ...options, key: readFileSync(keyFile), cert: readFileSync(String(certificateFile)) },
      handle,
    )
  : createServer(options, handle)
server.listen(0, 'localhost', () => {
  process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`)
})
process.once('SIGTERM', () => process.exit(0))
