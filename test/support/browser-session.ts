import { type CookieJar, createCookieJar } from './cookie-jar.ts'
import { formsOf, type HtmlForm, type HtmlLink, linksOf, refreshOf, textOf } from './html-page.ts'

export interface Hop {
  method: string
  url: string
  status: number
}

export interface Page {
  url: URL
  status: number
  headers: Headers
  body: string
  text: string
  forms: HtmlForm[]
  links: HtmlLink[]
}

export interface BrowserSession {
  /** Every request so far, redirects included. */
  readonly hops: Hop[]
  readonly cookies: CookieJar
  /** The page last shown. @throws before the first. */
  readonly page: Page
  /** The address at which the last walk was stopped: it has not been asked for. */
  readonly stopped: URL | undefined
  /** Opens an address, follows redirects, and shows the page. */
  get(url: string | URL): Promise<Page>
  /** Sends the first form of the page that has all the named fields, with these values in them. */
  submit(fields?: Record<string, string>): Promise<Page>
  /** Presses the first button of a form that says this, with these values in the form. */
  press(button: string, fields?: Record<string, string>): Promise<Page>
  /** Sends the page's first form that is posted with these pairs and nothing else: boxes ticked and not. */
  post(pairs: readonly (readonly [string, string])[]): Promise<Page>
  /** Takes the first link of the page whose text holds this one. */
  follow(text: string): Promise<Page>
}

interface SessionOptions {
  /** Addresses that are not asked for: the walk ends there (a service that does not run). */
  stopAt?: (url: URL) => boolean
}

interface Step {
  method: string
  url: URL
  body?: URLSearchParams
  from?: URL
}

const mostRedirects = 20

/** A browser without JavaScript: cookies, forms, links, redirects. One per citizen. */
export function createBrowserSession({
  stopAt = () => false,
}: SessionOptions = {}): BrowserSession {
  const hops: Hop[] = []
  const cookies = createCookieJar()
  let page: Page | undefined
  let stopped: URL | undefined

  const current = (): Page => {
    if (page === undefined) throw new Error('no page is open')
    return page
  }

  const request = async ({ method, url, body, from }: Step): Promise<Response> => {
    const headers = new Headers(navigationHeaders(url, from, method))
    const cookie = cookies.header(url)
    if (cookie !== undefined) headers.set('cookie', cookie)
    const init: RequestInit = { method, headers, redirect: 'manual' }
    const response = await fetch(url, body === undefined ? init : { ...init, body })
    cookies.store(url, response.headers.getSetCookie())
    hops.push({ method, url: url.href, status: response.status })
    return response
  }

  const walk = async (first: Step): Promise<Page> => {
    let step = first
    stopped = undefined
    for (let count = 0; count < mostRedirects; count++) {
      if (stopAt(step.url)) {
        stopped = step.url
        return page ?? emptyPage(step.url)
      }
      const response = await request(step)
      const location = response.headers.get('location')
      const body = await response.text()
      if (location === null) {
        page = readPage(step.url, response, body)
        return page
      }
      step = { method: 'GET', url: new URL(location, step.url) }
    }
    throw new Error(`more than ${mostRedirects} redirects from ${first.url.href}`)
  }

  return {
    hops,
    cookies,
    get page() {
      return current()
    },
    get stopped() {
      return stopped
    },
    get: (url) => walk({ method: 'GET', url: new URL(url, page?.url) }),
    submit: (fields = {}) => walk(submission(current(), fields)),
    press: (text, fields = {}) => walk(pressing(current(), text, fields)),
    post: (pairs) => {
      const { url, forms } = current()
      const form = forms.find(({ method }) => method === 'POST')
      if (form === undefined) throw new Error(`nothing to post on ${describe(current())}`)
      const body = new URLSearchParams(pairs.map(([name, value]) => [name, value]))
      return walk({ method: 'POST', url: new URL(form.action, url), body, from: url })
    },
    follow: (text) => {
      const { url, links } = current()
      const link = links.find((candidate) => candidate.text.includes(text))
      if (link === undefined) throw new Error(`no link "${text}" on ${describe(current())}`)
      return walk({ method: 'GET', url: new URL(link.href, url), from: url })
    },
  }
}

function navigationHeaders(url: URL, from: URL | undefined, method: string) {
  const site =
    from === undefined ? 'none' : from.origin === url.origin ? 'same-origin' : 'cross-site'
  return {
    accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
    'accept-language': 'fr',
    'sec-fetch-site': site,
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
    ...(method === 'POST' && from !== undefined ? { origin: from.origin } : {}),
  }
}

function submission(page: Page, fields: Record<string, string>): Step {
  const names = Object.keys(fields)
  const form = page.forms.find((candidate) => names.every((name) => candidate.names.includes(name)))
  if (form === undefined) throw new Error(`no form with ${names} on ${describe(page)}`)
  return sending(page, form, fields)
}

function pressing(page: Page, text: string, fields: Record<string, string>): Step {
  for (const form of page.forms) {
    const button = form.buttons.find((candidate) => candidate.text.includes(text))
    if (button === undefined) continue
    return sending(page, { ...form, action: button.formAction ?? form.action }, fields)
  }
  throw new Error(`no button "${text}" on ${describe(page)}`)
}

function sending(page: Page, form: HtmlForm, fields: Record<string, string>): Step {
  const url = new URL(form.action, page.url)
  const body = new URLSearchParams({ ...form.fields, ...fields })
  if (form.method === 'POST') return { method: 'POST', url, body, from: page.url }
  url.search = body.toString()
  return { method: 'GET', url, from: page.url }
}

function readPage(url: URL, { status, headers }: Response, body: string): Page {
  const forms = formsOf(body)
  return { url, status, headers, body, text: textOf(body), forms, links: linksOf(body) }
}

function emptyPage(url: URL): Page {
  return { url, status: 0, headers: new Headers(), body: '', text: '', forms: [], links: [] }
}

function describe({ url, status, text }: Page): string {
  return `${url.href} (${status}): ${text.slice(0, 300)}`
}

interface Credentials {
  login: string
  password: string
}

const mostPages = 12

/** Opens an address, and logs in from there: see `continueLogin`. */
export async function logIn(
  session: BrowserSession,
  authorizeUrl: string | URL,
  credentials: Credentials,
): Promise<URL> {
  return continueLogin(session, await session.get(authorizeUrl), credentials)
}

/**
 * Walks from a page that it shows through every page on the way (identity provider, information page, and the like) to the
 * session's `stopAt`, logging in where a page asks for it. Follows meta refresh, else sends the page's first form.
 * @returns the address at which the walk stopped.
 * @throws when a page leads nowhere, with its text.
 */
export async function continueLogin(
  session: BrowserSession,
  shown: Page,
  { login, password }: Credentials,
): Promise<URL> {
  let page = shown
  for (let count = 0; count < mostPages && session.stopped === undefined; count++) {
    const refresh = refreshOf(page.body)
    const asksLogin = page.forms.some(
      ({ names }) => names.includes('login') && names.includes('password'),
    )
    if (page.status >= 400 || (refresh === undefined && page.forms.length === 0)) {
      throw new Error(`the login stops at ${describe(page)}`)
    }
    page =
      refresh === undefined
        ? await session.submit(asksLogin ? { login, password } : {})
        : await session.get(refresh)
  }
  if (session.stopped === undefined) throw new Error(`the login never ends: ${describe(page)}`)
  return session.stopped
}
