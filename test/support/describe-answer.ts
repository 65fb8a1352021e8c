import type { BrowserSession, Page } from './browser-session.ts'

/** An HTTP answer, read to its end. */
export interface Answer {
  status: number
  headers: Headers
  body: string
}

export interface Journey {
  /** Where FranceConnect answers, /api/v2 included. */
  issuer: string
  /** The state that was sent. */
  state: string
}

const html = 'text/html; charset=utf-8'
const json = 'application/json; charset=utf-8'

const sights: readonly [RegExp, string][] = [
  [/Choisissez un compte pour vous connecter/, 'choice of identity provider'],
  [/Vous allez vous connecter en tant que/, 'information page'],
  [/Mot de passe/, 'identity provider’s form'],
  [/Vous êtes bien déconnecté/, 'logged out'],
]

/** FranceConnect's code on a page, else what the page is for. Its content type is told where it is not HTML. */
export function describePage({ status, headers, text }: Page): string {
  const code = /Erreur (Y\w+)/.exec(text)?.[1]
  const sight = sights.find(([pattern]) => pattern.test(text))?.[1] ?? text.slice(0, 60)
  const type = headers.get('content-type') ?? 'no type'
  const kind = type === html ? '' : ` as ${type}`
  return code === undefined ? `${status} ${sight}${kind}` : `${status} page ${code}${kind}`
}

/** What the service hears at its address: every parameter; `state` and `iss` alone where they are the right ones. */
export function describeReturn({ search, hash }: URL, { issuer, state }: Journey): string {
  const place = hash === '' ? 'service' : 'service, in the fragment'
  const right: Readonly<Record<string, string>> = { state, iss: issuer }
  const heard = [...new URLSearchParams(hash === '' ? search : hash.slice(1))].map(
    ([name, value]) => {
      if (name === 'code' || right[name] === value) return name
      return `${name}=${value}`
    },
  )
  return `${place}: ${heard.length === 0 ? 'nothing' : heard.join(', ')}`
}

/** Where a walk ended: at the service, or on a page. */
export function describeEnd(browser: BrowserSession, journey: Journey): string {
  const { stopped } = browser
  return stopped === undefined ? describePage(browser.page) : describeReturn(stopped, journey)
}

/** The redirects of a walk by their status, from a hop of the browser on, and its end. */
export function describeWalk(browser: BrowserSession, journey: Journey, from = 0): string {
  const statuses = browser.hops.slice(from).map(({ status }) => String(status))
  if (browser.stopped === undefined) statuses.pop()
  return [...statuses, describeEnd(browser, journey)].join(' → ')
}

/** An answer for programs: the error with FranceConnect's code, or the members of a token answer. */
export function describeAnswer(answer: Answer): string {
  const { status, headers, body } = answer
  const type = headers.get('content-type') ?? ''
  if (body === '') return `${status} empty`
  if (type === 'application/jwt; charset=utf-8' && /^ey[\w-]+\.ey[\w-]+\.[\w-]+$/.test(body))
    return `${status} signed JWT`
  if (!type.startsWith('application/json')) return describeDocument(answer, type)
  const kind = type === json ? '' : ` as ${type}`
  return `${status} ${describeMembers(JSON.parse(body))}${kind}`
}

function describeDocument({ status, body }: Answer, type: string): string {
  const text = body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
  const code = /Erreur (Y\w+)/.exec(text)?.[1]
  const kind = type === html ? '' : ` as ${type}`
  return code === undefined
    ? `${status} ${body.slice(0, 60)}${kind}`
    : `${status} page ${code}${kind}`
}

function describeMembers(body: Record<string, unknown>): string {
  const { error, error_description, error_uri, ...others } = body
  if (error === undefined) return describeTokens(others)
  const code = /\?code=(Y\w+)&id=[0-9a-f-]{36}$/.exec(String(error_uri))?.[1]
  return `${error}: ${error_description}, ${code}`
}

const secret = new Set(['access_token', 'id_token', 'scope'])

function describeTokens(members: Record<string, unknown>): string {
  const told = Object.entries(members).map(([name, value]) =>
    secret.has(name) ? name : `${name}=${value}`,
  )
  return told.join(', ')
}
