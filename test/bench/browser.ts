import { createHash, randomBytes } from 'node:crypto'
import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { publicUrl, redirectUriOf } from './options.ts'

/** What one login came to: the answer of `/token`, and what the page that sent it knows. */
export interface Login {
  readonly clientId: string
  readonly nonce: string
  readonly tokens: Readonly<Record<string, unknown>>
}

/** Where a login is done, and with what. */
export interface Target {
  readonly port: number
  /** FranceConnect's issuer. */
  readonly issuer: string
  readonly sources: readonly string[]
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 })
const formType = 'application/x-www-form-urlencoded'
const navigation = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-language': 'fr-FR,fr;q=0.9,en;q=0.6',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'x-forwarded-proto': 'https',
}

function send(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path, headers, agent }
    const outgoing = request(options, (incoming) => {
      let text = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (chunk: string) => {
        text += chunk
      })
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }),
      )
      incoming.on('error', reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

function expectStatus(answer: Answer, status: number, step: string): Answer {
  if (answer.status !== status)
    throw new Error(`${step} answered ${answer.status}: ${answer.body.slice(0, 300)}`)
  return answer
}

const locationOf = ({ headers }: Answer) => new URL(String(headers.location))
const bytes = (count: number) => randomBytes(count).toString('base64url')

/** Another household each time: the service counts requests by address. */
const someAddress = () => `100.${[...randomBytes(3)].join('.')}`

/** One browser's cookies for one host. */
function createJar() {
  const cookies = new Map<string, string>()
  return {
    take: ({ headers }: Answer) => {
      for (const line of headers['set-cookie'] ?? []) {
        const [pair = ''] = line.split(';')
        const cut = pair.indexOf('=')
        cookies.set(pair.slice(0, cut), pair.slice(cut + 1))
      }
    },
    header: (): Record<string, string> =>
      cookies.size === 0
        ? {}
        : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  }
}

const isOurs = (url: URL) => url.origin === publicUrl

/** Answers the page that some forms show first. @returns the way to FranceConnect */
async function answerAsk(
  target: Target,
  ask: URL,
  jar: ReturnType<typeof createJar>,
  headers: Record<string, string>,
): Promise<URL> {
  const page = { ...headers, ...jar.header() }
  expectStatus(await send(target.port, 'GET', ask.pathname, page), 200, 'the ask page')
  const body = new URLSearchParams(target.sources.map((name) => ['source', name])).toString()
  const posted = {
    ...page,
    'content-type': formType,
    'content-length': String(body.length),
    'sec-fetch-site': 'same-origin',
  }
  const answer = await send(target.port, 'POST', ask.pathname, posted, body)
  jar.take(expectStatus(answer, 303, 'the ask page'))
  return locationOf(answer)
}

/** Begins a login and leaves for FranceConnect. */
export async function beginLogin(target: Target, clientId: string, headers = { ...navigation }) {
  const verifier = bytes(32)
  const state = bytes(24)
  const nonce = bytes(24)
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUriOf(clientId),
    response_type: 'code',
    scope: 'openid',
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const jar = createJar()
  const own = { ...headers, 'x-forwarded-for': someAddress() }
  const answer = await send(target.port, 'GET', `/authorize?${query}`, own)
  jar.take(expectStatus(answer, 303, '/authorize'))
  const first = locationOf(answer)
  const leave = isOurs(first) ? await answerAsk(target, first, jar, own) : first
  if (!leave.href.startsWith(`${target.issuer}/authorize?`))
    throw new Error(`/authorize leads to ${leave.href}`)
  return { verifier, state, nonce, jar, own, leave }
}

/** Does one whole login, as a citizen's browser and the form's page do it. @throws Error where a step goes wrong */
export async function logIn(target: Target, clientId: string): Promise<Login> {
  const begun = await beginLogin(target, clientId)
  const { leave, jar, own, state, nonce, verifier } = begun
  const back = new URLSearchParams({
    code: leave.searchParams.get('nonce') ?? '',
    state: leave.searchParams.get('state') ?? '',
    iss: target.issuer,
  })
  const headers = { ...own, ...jar.header() }
  const callback = await send(target.port, 'GET', `/callback?${back}`, headers)
  const arrival = locationOf(expectStatus(callback, 303, '/callback'))
  const code = arrival.searchParams.get('code')
  const redirectUri = redirectUriOf(clientId)
  const isReturn =
    arrival.origin + arrival.pathname === redirectUri &&
    arrival.searchParams.get('state') === state &&
    arrival.searchParams.get('iss') === publicUrl
  if (code === null || !isReturn) throw new Error(`/callback leads to ${arrival.href}`)
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    client_id: clientId,
    code_verifier: verifier,
  }).toString()
  const page = {
    accept: 'application/json',
    'accept-language': navigation['accept-language'],
    'user-agent': navigation['user-agent'],
    origin: new URL(redirectUri).origin,
    'content-type': formType,
    'content-length': String(body.length),
    'x-forwarded-for': own['x-forwarded-for'],
    'x-forwarded-proto': 'https',
  }
  const answer = expectStatus(await send(target.port, 'POST', '/token', page, body), 200, '/token')
  return { clientId, nonce, tokens: JSON.parse(answer.body) }
}
