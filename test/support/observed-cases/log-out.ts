import type { BrowserSession, Page } from '../browser-session.ts'
import { describePage, describeReturn } from '../describe-answer.ts'
import { agreeing, type ObservedCase, type ObservedGroup } from '../observed-case.ts'
import {
  authorizeUrl,
  bearer,
  getUserinfo,
  logoutUri,
  type ObservedWorld,
  openBrowser,
  send,
  shortPath,
  tokensOf,
} from '../observed-steps.ts'

type Changes = Readonly<Record<string, string | undefined>>

function logoutUrl({ issuer }: ObservedWorld, idToken: string, changes: Changes = {}): URL {
  const url = new URL(`${issuer}/session/end`)
  const good = { id_token_hint: idToken, post_logout_redirect_uri: logoutUri, state: 'bye' }
  for (const [name, value] of Object.entries({ ...good, ...changes }))
    if (value !== undefined) url.searchParams.set(name, value)
  return url
}

function describeStep(world: ObservedWorld, page: Page): string {
  const [form] = page.forms
  const own = shortPath(world, page.url.href)
  if (form === undefined || page.status >= 400) return describePage(page)
  if (own === 'identity provider') return `${page.status} identity provider’s form`
  return `${page.status} form to ${shortPath(world, new URL(form.action, page.url).href)}`
}

/** Submits each form of the chain, as its script would, and tells them. */
async function walkOut(world: ObservedWorld, browser: BrowserSession, url: URL): Promise<string> {
  const steps: string[] = []
  let page = await browser.get(url)
  while (browser.stopped === undefined) {
    steps.push(describeStep(world, page))
    if (page.status >= 400 || page.forms.length === 0) return steps.join(' → ')
    page = await browser.submit()
  }
  const journey = { issuer: world.issuer, state: 'bye' }
  return [...steps, describeReturn(browser.stopped, journey)].join(' → ')
}

interface Situation {
  changes?: Changes
  /** Seconds between log-in and log-out. */
  later?: number
}

function loggingOut({ changes = {}, later = 0 }: Situation = {}) {
  return async (world: ObservedWorld): Promise<string> => {
    const browser = openBrowser(world)
    const { id_token } = await tokensOf(world, { browser })
    if (later > 0) world.advance(later)
    return walkOut(world, browser, logoutUrl(world, id_token, changes))
  }
}

async function again(world: ObservedWorld): Promise<string> {
  const browser = openBrowser(world)
  const { id_token } = await tokensOf(world, { browser })
  await walkOut(world, browser, logoutUrl(world, id_token))
  return walkOut(world, browser, logoutUrl(world, id_token))
}

async function fromElsewhere(world: ObservedWorld): Promise<string> {
  const { id_token } = await tokensOf(world)
  return walkOut(world, openBrowser(world), logoutUrl(world, id_token))
}

async function posted(world: ObservedWorld): Promise<string> {
  const { id_token } = await tokensOf(world)
  const url = logoutUrl(world, id_token)
  const body = new URLSearchParams(url.search)
  url.search = ''
  const { status, body: text } = await send(url, { method: 'POST', body })
  const code = /Y000404/.exec(text)?.[0]
  return `${status} page ${code}`
}

async function tokenAfter(world: ObservedWorld): Promise<string> {
  const browser = openBrowser(world)
  const { id_token, access_token } = await tokensOf(world, { browser })
  await walkOut(world, browser, logoutUrl(world, id_token))
  const { status, body } = await getUserinfo(world, bearer(access_token))
  const { error, error_description } = JSON.parse(body)
  return `${status} ${error}: ${error_description}`
}

/** What the next request for a login shows in the same browser. */
function next(
  leave: (world: ObservedWorld, browser: BrowserSession, url: URL) => Promise<unknown>,
) {
  return async (world: ObservedWorld): Promise<string> => {
    const browser = openBrowser(world)
    const { id_token } = await tokensOf(world, { browser })
    await leave(world, browser, logoutUrl(world, id_token))
    return describePage(await browser.get(authorizeUrl(world)))
  }
}

async function firstPage(world: ObservedWorld): Promise<string> {
  const browser = openBrowser(world)
  const { id_token } = await tokensOf(world, { browser })
  const page = await browser.get(logoutUrl(world, id_token))
  const fields = Object.keys(page.forms[0]?.fields ?? {}).join(', ') || 'no field'
  const script = /<script src="[^"]*auto-submit\.js" defer>/.test(page.body)
  return `${fields}, ${script ? 'submitted by a script from a file' : 'no script'}`
}

const chain =
  '200 form to /client/disconnect-from-idp → 200 identity provider’s form → 200 form to /session/end/confirm'
const badRequest = '400 page Y000400'

function refused(
  id: string,
  request: string,
  changes: Changes,
  observed = badRequest,
): ObservedCase {
  return agreeing(id, request, observed, loggingOut({ changes }))
}

const alone = { id_token_hint: undefined, post_logout_redirect_uri: undefined, state: undefined }

/** What `/session/end` answers. */
export const logOut: ObservedGroup = {
  title: 'Log-out',
  cases: [
    agreeing(
      'good',
      '`id_token_hint`, `post_logout_redirect_uri`, `state`',
      `${chain} → service: state`,
      loggingOut(),
    ),
    agreeing('again', 'a second time in the same browser', `${chain} → service: state`, again),
    agreeing(
      'no-state',
      'without `state`',
      `${chain} → service: nothing`,
      loggingOut({ changes: { state: undefined } }),
    ),
    agreeing(
      'no-address',
      'without `post_logout_redirect_uri`',
      `${chain} → 200 logged out`,
      loggingOut({ changes: { post_logout_redirect_uri: undefined } }),
    ),
    agreeing(
      'expired',
      'with an ID token that expired (62 s later)',
      `${chain} → service: state`,
      loggingOut({ later: 62 }),
    ),
    agreeing(
      'elsewhere',
      'from a browser without FranceConnect’s cookies',
      '200 form to /session/end/confirm → service: state',
      fromElsewhere,
    ),
    agreeing(
      'first-page',
      'the first step: its form',
      'no field, submitted by a script from a file',
      firstPage,
    ),
    agreeing(
      'hints',
      'with `logout_hint`, `ui_locales` and the right `client_id`',
      `${chain} → service: state`,
      loggingOut({ changes: { logout_hint: 'test', ui_locales: 'fr', client_id: 'service' } }),
    ),
    refused(
      'unregistered',
      'an unregistered `post_logout_redirect_uri`',
      { post_logout_redirect_uri: 'https://rp.exemple.fr/' },
      '400 page Y04CFAEF',
    ),
    refused(
      'garbage',
      'an `id_token_hint` that is no token',
      { id_token_hint: 'garbage' },
      '400 page Y04FEDB9',
    ),
    refused(
      'other-client',
      'the `client_id` of another service',
      { client_id: 'other' },
      '400 page Y0467882',
    ),
    refused('no-hint', 'no `id_token_hint`', { id_token_hint: undefined }),
    refused('client-alone', '`client_id` instead of `id_token_hint`', {
      id_token_hint: undefined,
      client_id: 'service',
    }),
    refused('nothing', 'no parameter at all', alone),
    refused('unknown-parameter', 'an unknown parameter', { foo: 'bar' }),
    agreeing('post', '`POST /session/end`', '404 page Y000404', posted),
    agreeing(
      'token',
      'UserInfo with the access token afterwards',
      '401 invalid_token: invalid token provided (access token not found)',
      tokenAfter,
    ),
    agreeing(
      'next',
      'the next request for a login',
      '200 choice of identity provider',
      next(walkOut),
    ),
    agreeing(
      'broken-off',
      'the same after a log-out broken off at its first page',
      '200 choice of identity provider',
      next((_world, browser, url) => browser.get(url)),
    ),
  ],
}
