import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  type JWTPayload,
  jwtVerify,
} from 'jose'
import { type BrowserSession, createBrowserSession } from './browser-session.ts'
import { type Answer, describeAnswer, describeEnd, describeWalk } from './describe-answer.ts'

// Nothing here imports the simulator or the test runner: scripts/compared.mjs bundles the cases, which import this.

/** The simulator under comparison, and what the cases may do with it besides HTTP. */
export interface ObservedWorld {
  /** With /api/v2. */
  readonly issuer: string
  /** Origin alone. */
  readonly url: string
  /** Moves the clock of every lifetime. */
  advance(seconds: number): void
  /** Whether a service so registered is taken: `taken`, or the members that are refused. */
  register(client: Readonly<Record<string, unknown>>): string
  /** The same for a citizen. */
  enrol(citizen: Readonly<Record<string, unknown>>): string
}

type Values = Readonly<Record<string, string | undefined>>

export const state = 'state-'.padEnd(64, '0')
export const nonce = 'nonce-'.padEnd(64, '0')
export const secret = 'secret-of-the-service'
export const callbackUri = 'http://localhost:3000/callback'
export const logoutUri = 'http://localhost:3000/logout/done'
export const password = '123'

const identity =
  'openid identite_pivot profile birth given_name family_name gender birthdate birthplace birthcountry preferred_username email idp_birthdate'

function withChanges(good: Values, changes: Values): URLSearchParams {
  const values = Object.entries({ ...good, ...changes })
  return new URLSearchParams(
    values.filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

/** The address of a good authorization request but for the changes; `undefined` takes a parameter away. */
export function authorizeUrl(world: ObservedWorld, changes: Values = {}): URL {
  const good = {
    client_id: 'service',
    redirect_uri: callbackUri,
    response_type: 'code',
    scope: identity,
    acr_values: 'eidas1',
    state,
    nonce,
  }
  return new URL(`${world.issuer}/authorize?${withChanges(good, changes)}`)
}

/** A citizen's browser, which stops at the service's own addresses. */
export function openBrowser({ url }: ObservedWorld): BrowserSession {
  return createBrowserSession({ stopAt: ({ origin }) => origin !== url })
}

/** Asks for a login and tells where the browser ends before anybody presses anything. */
export function asking(changes: Values = {}) {
  return async (world: ObservedWorld): Promise<string> => {
    const browser = openBrowser(world)
    await browser.get(authorizeUrl(world, changes))
    return describeWalk(browser, journey(world, changes))
  }
}

export function journey({ issuer }: ObservedWorld, changes: Values = {}) {
  return { issuer, state: changes.state ?? state }
}

interface LoginOptions {
  login?: string
  changes?: Values
  browser?: BrowserSession
}

/** Presses every button from the authorization request on, until the service is reached or a page has no more. */
export async function walkIn(
  world: ObservedWorld,
  { login = 'test', changes = {}, browser = openBrowser(world) }: LoginOptions = {},
): Promise<BrowserSession> {
  let page = await browser.get(authorizeUrl(world, changes))
  while (browser.stopped === undefined && page.status < 400 && page.forms.length > 0) {
    const asksLogin = page.forms[0]?.names.includes('password')
    page = await browser.submit(asksLogin ? { login, password } : {})
  }
  return browser
}

/** A whole login and where it ends. */
export function loggingIn(changes: Values = {}, login = 'test') {
  return async (world: ObservedWorld): Promise<string> =>
    describeEnd(await walkIn(world, { changes, login }), journey(world, changes))
}

/**
 * The code of a login that succeeds.
 * @throws when it does not, with where it ended.
 */
export async function freshCode(world: ObservedWorld, options: LoginOptions = {}): Promise<string> {
  const browser = await walkIn(world, options)
  const code = browser.stopped?.searchParams.get('code')
  if (code) return code
  throw new Error(`no code: ${describeEnd(browser, journey(world, options.changes))}`)
}

interface Sent {
  method?: string
  headers?: Readonly<Record<string, string>>
  body?: string | URLSearchParams
}

/** One HTTP request without a browser. */
export async function send(url: string | URL, sent: Sent = {}): Promise<Answer> {
  const response = await fetch(url, { ...sent, redirect: 'manual' })
  return { status: response.status, headers: response.headers, body: await response.text() }
}

/** Sends a token request that is good but for the changes. */
export function postToken(
  { issuer }: ObservedWorld,
  code: string,
  changes: Values = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const good = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: callbackUri,
    client_id: 'service',
    client_secret: secret,
  }
  return send(`${issuer}/token`, { method: 'POST', body: withChanges(good, changes), headers })
}

/** A token request with a code just brought back. */
export function exchanging(changes: Values = {}, headers: Readonly<Record<string, string>> = {}) {
  return async (world: ObservedWorld): Promise<string> =>
    describeAnswer(await postToken(world, await freshCode(world), changes, headers))
}

export interface Tokens {
  access_token: string
  id_token: string
  scope: string
}

/**
 * The tokens of a whole login.
 * @throws when there are none, with the answer.
 */
export async function tokensOf(world: ObservedWorld, options: LoginOptions = {}): Promise<Tokens> {
  const { client_id = 'service', redirect_uri = callbackUri } = options.changes ?? {}
  const code = await freshCode(world, options)
  const answer = await postToken(world, code, { client_id, redirect_uri })
  if (answer.status !== 200) throw new Error(describeAnswer(answer))
  return JSON.parse(answer.body)
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

export function getUserinfo(
  { issuer }: ObservedWorld,
  headers: Readonly<Record<string, string>>,
  query = '',
): Promise<Answer> {
  return send(`${issuer}/userinfo${query}`, { headers: { accept: '*/*', ...headers } })
}

/** The claims of UserInfo's signed answer. @throws when it is none. */
export async function userinfoClaims(world: ObservedWorld, token: string): Promise<JWTPayload> {
  return decodeJwt((await getUserinfo(world, bearer(token))).body)
}

/** Header and verification of a token under the published keys: `ES256, kid pkcs11:ES256:hsm, verified`. */
export async function describeSignature({ issuer }: ObservedWorld, token: string): Promise<string> {
  const { alg, kid } = decodeProtectedHeader(token)
  const keys = createLocalJWKSet(JSON.parse((await send(`${issuer}/jwks`)).body))
  const verified = await jwtVerify(token, keys).then(
    () => 'verified',
    (error: Error) => error.message,
  )
  return [alg, kid === undefined ? 'no kid' : `kid ${kid}`, verified].join(', ')
}

export function paths(world: ObservedWorld, browser: BrowserSession, from = 0): string[] {
  return browser.hops.slice(from).map(({ method, url }) => `${method} ${shortPath(world, url)}`)
}

/** A path below the issuer, with `:uid` for what is different each time. */
export function shortPath({ issuer }: ObservedWorld, url: string): string {
  const { pathname } = new URL(url)
  const below = pathname.slice(new URL(issuer).pathname.length)
  if (!pathname.startsWith(new URL(issuer).pathname)) return 'identity provider'
  return below.replace(/^\/(interaction|authorize)\/[^/]+/, '/$1/:uid')
}
