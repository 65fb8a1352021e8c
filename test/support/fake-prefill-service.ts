import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import type { FormDescription } from '../../src/domain/form-description.ts'
import type { PrefillClaims } from '../../src/domain/prefill-claims.ts'
import { widgetMessagesEn } from '../../src/domain/widget-messages.en.ts'
import { widgetMessagesFr } from '../../src/domain/widget-messages.fr.ts'
import { franceConnectMark } from '../../src/http/franceconnect-mark.ts'

type Fields = PrefillClaims['fields']

/** What the fake does on the next trips; tests change it in place. */
export interface FakeBehaviour {
  description: Partial<FormDescription>
  fields: Fields
  sources: PrefillClaims['sources']
  /** Redirects with this instead of a code. */
  error: string | undefined
  /** Overrides of the authorization response, and of the claims of both tokens. */
  response: Record<string, string>
  idClaims: Record<string, unknown>
  prefillClaims: Record<string, unknown>
  prefillTyp: string
  formsStatus: number
  /** Shows a page instead of redirecting: the citizen can go back. */
  pauses: boolean
  /** What the town hall's policy allows besides: directive → sources. */
  policy: Record<string, string>
}

/** A service and a town hall's site, each on its own origin of the loopback interface. */
export interface FakePrefillService {
  readonly service: string
  readonly site: string
  readonly behaviour: FakeBehaviour
  /** Path, or path and query → HTML of the town hall's pages. */
  readonly pages: Map<string, string>
  /** Every request the service got, in order. */
  readonly requests: { method: string; url: URL; body: URLSearchParams; cookie?: string }[]
  /** What was submitted to the town hall. */
  readonly submissions: URLSearchParams[]
  close(): Promise<void>
}

interface Grant {
  challenge: string
  clientId: string
  redirectUri: string
  nonce: string
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

function fakeJws(typ: string, claims: object): string {
  const signature = Buffer.alloc(64, 7).toString('base64url')
  return `${encode({ alg: 'ES256', kid: 'test', typ })}.${encode(claims)}.${signature}`
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function newBehaviour(): FakeBehaviour {
  return {
    description: {},
    fields: {},
    sources: { franceconnect: { status: 'ok' } },
    error: undefined,
    response: {},
    idClaims: {},
    prefillClaims: {},
    prefillTyp: 'prefill+jwt',
    formsStatus: 200,
    pauses: false,
    policy: {},
  }
}

function describeForm(fake: FakePrefillService, clientId: string, lang: 'fr' | 'en') {
  return {
    client_id: clientId,
    issuer: fake.service,
    lang,
    collectivite: 'Ville de Démonstration',
    demarche: 'restauration-scolaire',
    title: 'Inscription à la restauration scolaire',
    purpose: 'Calculer votre tarif selon votre quotient familial',
    redirect_uris: [`${fake.site}/cantine`],
    post_logout_redirect_uris: [`${fake.site}/`],
    inputs: {},
    fields: Object.fromEntries(
      Object.entries(fake.behaviour.fields).map(([name, { type, source, claim }]) => [
        name,
        {
          label: `Libellé ${name}`,
          type,
          source,
          claim,
          lock: false,
          correction: 'Adressez-vous à l’INSEE.',
        },
      ]),
    ),
    sources: { franceconnect: 'FranceConnect', quotient_familial: 'la CAF ou la MSA' },
    sentences: {
      ...(lang === 'fr' ? widgetMessagesFr : widgetMessagesEn),
      explain: 'Avec votre accord, Ville de Démonstration obtiendra : Nom.',
      purpose: 'Pourquoi : calculer votre tarif.',
    },
    ...fake.behaviour.description,
  }
}

function authorize(fake: FakePrefillService, grants: Map<string, Grant>, url: URL): string {
  const asked = Object.fromEntries(url.searchParams)
  const code = randomUUID()
  const { code_challenge = '', client_id = '', redirect_uri = '', nonce = '', state = '' } = asked
  grants.set(code, {
    challenge: code_challenge,
    clientId: client_id,
    redirectUri: redirect_uri,
    nonce,
  })
  const { error, response } = fake.behaviour
  const back = new URL(redirect_uri)
  const answer = error ? { error, error_description: 'VISIBLE TEXT OF THE URL' } : { code }
  for (const [name, value] of Object.entries({
    ...answer,
    state,
    iss: fake.service,
    ...response,
  })) {
    back.searchParams.set(name, value)
  }
  return back.href
}

function redeem(fake: FakePrefillService, grants: Map<string, Grant>, body: URLSearchParams) {
  const grant = grants.get(body.get('code') ?? '')
  grants.delete(body.get('code') ?? '')
  const verifier = body.get('code_verifier') ?? ''
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const isRight =
    grant?.challenge === challenge &&
    grant.redirectUri === body.get('redirect_uri') &&
    grant.clientId === body.get('client_id')
  if (!isRight) return { error: 'invalid_grant' }
  const { fields, sources, idClaims, prefillClaims, prefillTyp } = fake.behaviour
  const common = {
    iss: fake.service,
    aud: grant.clientId,
    nonce: grant.nonce,
    sub: 's',
    iat: 1,
    exp: 2,
  }
  return {
    access_token: 'a',
    token_type: 'Bearer',
    expires_in: 60,
    id_token: fakeJws('JWT', { ...common, ...idClaims }),
    prefill_token: fakeJws(prefillTyp, {
      ...common,
      jti: 'j',
      acr: 'eidas1',
      demarche: 'restauration-scolaire',
      environment: 'test',
      canon: 1,
      fields,
      sources,
      ...prefillClaims,
    }),
    display_name: 'Angela Claire Louise DUBOIS',
  }
}

function reply(response: ServerResponse, status: number, type: string, body: string | Buffer) {
  response.writeHead(status, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*' }).end(body)
}

const json = (response: ServerResponse, status: number, body: object) =>
  reply(response, status, 'application/json', JSON.stringify(body))

function serveService(fake: FakePrefillService, widget: Buffer) {
  const grants = new Map<string, Grant>()
  return async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', fake.service)
    const body = new URLSearchParams(await text(request))
    const { method = '', headers } = request
    fake.requests.push({ method, url, body, ...(headers.cookie && { cookie: headers.cookie }) })
    const form = /^\/forms\/(.+)$/.exec(url.pathname)?.[1]
    if (url.pathname === '/widget/v1.js') return reply(response, 200, 'text/javascript', widget)
    if (url.pathname === '/widget/franceconnect-mark.json') {
      return reply(response, 200, 'application/json', JSON.stringify(franceConnectMark))
    }
    if (form !== undefined) {
      const lang = url.searchParams.get('lang') === 'en' ? 'en' : 'fr'
      return json(response, fake.behaviour.formsStatus, describeForm(fake, form, lang))
    }
    if (url.pathname === '/authorize') {
      const back = authorize(fake, grants, url)
      if (!fake.behaviour.pauses) return response.writeHead(303, { Location: back }).end()
      return reply(
        response,
        200,
        'text/html',
        `<a href="${back.replaceAll('&', '&amp;')}">go on</a>`,
      )
    }
    if (url.pathname === '/token') {
      const answer = redeem(fake, grants, body)
      return json(response, 'error' in answer ? 400 : 200, answer)
    }
    const isLogout = url.pathname === '/logout'
    return reply(response, isLogout ? 200 : 404, 'text/html', isLogout ? 'logged out' : 'not found')
  }
}

/** What a form sends, however it encodes it. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/')) return new URLSearchParams(await text(request))
  const form = await new Response(await buffer(request), {
    headers: { 'Content-Type': type },
  }).formData()
  return new URLSearchParams([...form].map(([name, value]) => [name, String(value)]))
}

const types: Record<string, string> = { css: 'text/css', js: 'text/javascript' }

function serveSite(fake: FakePrefillService) {
  const policy = {
    'default-src': "'none'",
    'script-src': fake.service,
    'connect-src': fake.service,
    'form-action': "'self'",
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
  }
  return async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, search } = new URL(request.url ?? '/', fake.site)
    if (request.method === 'POST') fake.submissions.push(await readForm(request))
    const page = fake.pages.get(pathname + search) ?? fake.pages.get(pathname)
    const allowed = Object.entries({ ...policy, ...fake.behaviour.policy })
    const header = allowed.map(([directive, sources]) => `${directive} ${sources}`).join('; ')
    response.setHeader('Content-Security-Policy', header)
    const type = types[pathname.split('.')[1] ?? ''] ?? 'text/html'
    const body = page ?? '<title>none</title>'
    reply(response, page ? 200 : 404, `${type}; charset=utf-8`, body)
  }
}

/** Starts both; `widget` is the bundle to serve as `/widget/v1.js`. */
export async function startFakePrefillService(widget: Buffer): Promise<FakePrefillService> {
  const servers = [createServer(), createServer()] as const
  const [service, site] = await Promise.all(servers.map(listen))
  const fake: FakePrefillService = {
    service: service ?? '',
    site: site ?? '',
    behaviour: newBehaviour(),
    pages: new Map(),
    requests: [],
    submissions: [],
    close: async () => void (await Promise.all(servers.map(stop))),
  }
  servers[0].on('request', serveService(fake, widget))
  servers[1].on('request', serveSite(fake))
  return fake
}
