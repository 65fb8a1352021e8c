import { decodeJwt } from 'jose'
import { describeEnd } from '../describe-answer.ts'
import { agreeing, type ObservedGroup } from '../observed-case.ts'
import {
  authorizeUrl,
  journey,
  type ObservedWorld,
  openBrowser,
  paths,
  send,
  tokensOf,
  walkIn,
} from '../observed-steps.ts'

type Changes = Readonly<Record<string, string | undefined>>

/** FranceConnect's requests of one login; those of the identity provider are one, whatever their number. */
function walked(hops: string[]): string {
  const folded = hops.map((hop) => (hop.endsWith('identity provider') ? 'identity provider' : hop))
  return folded.filter((hop, index) => hop !== folded[index - 1]).join(' → ')
}

function fresh(changes: Changes = {}) {
  return async (world: ObservedWorld): Promise<string> => {
    const browser = await walkIn(world, { changes })
    return `${walked(paths(world, browser))} → ${describeEnd(browser, journey(world))}`
  }
}

/** A second login in the same browser, some seconds after the first. */
function second(changes: Changes = {}, later = 0) {
  return async (world: ObservedWorld): Promise<string> => {
    const browser = await walkIn(world)
    const from = browser.hops.length
    if (later > 0) world.advance(later)
    await walkIn(world, { browser, changes })
    return `${walked(paths(world, browser, from))} → ${describeEnd(browser, journey(world))}`
  }
}

/** `auth_time` is written in seconds of the process's clock: the second login comes more than one later. */
async function authTimes(world: ObservedWorld): Promise<string> {
  const browser = openBrowser(world)
  const first = decodeJwt((await tokensOf(world, { browser })).id_token)
  await new Promise((resolve) => setTimeout(resolve, 1100))
  const again = decodeJwt((await tokensOf(world, { browser })).id_token)
  return Number(again.auth_time) > Number(first.auth_time) ? 'later' : 'the same'
}

function describeCookie(line: string): string {
  const attributes = line.split('; ').slice(1)
  const kept = ['HttpOnly', 'Secure', 'SameSite=Lax'].filter((one) => attributes.includes(one))
  const maxAge = attributes.find((one) => one.startsWith('Max-Age='))?.slice('Max-Age='.length)
  return [...kept, `${Number(maxAge) / 60} min`].join(', ')
}

async function sessionCookie(world: ObservedWorld): Promise<string> {
  const { headers } = await send(authorizeUrl(world))
  const line = headers.getSetCookie().find((one) => one.startsWith('fc_session_id='))
  return line === undefined ? 'absent' : describeCookie(line)
}

const reached = 'service: code, state, iss'
const start = 'GET /authorize'
const full = [
  start,
  'GET /interaction/:uid',
  'POST /redirect-to-idp',
  'identity provider',
  'GET /oidc-callback',
  'GET /interaction/:uid/verify',
]
const information = ['GET /interaction/:uid/consent', 'POST /login', 'GET /authorize/:uid', reached]
const skipped = ['GET /auto-login', 'GET /authorize/:uid', reached]
const first = [...full, ...information].join(' → ')
const short = [start, 'GET /interaction/:uid/verify', ...information].join(' → ')
const silent = [start, 'GET /interaction/:uid/verify', ...skipped].join(' → ')

/** Which pages are shown to whom is logged in already, and to whom is not. */
export const singleSignOn: ObservedGroup = {
  title: 'Single sign-on and prompts',
  cases: [
    agreeing('first', 'a login in a fresh browser', first, fresh()),
    agreeing('second', 'the same service again, no prompt', short, second()),
    agreeing('second-consent', 'the same, `prompt=consent`', short, second({ prompt: 'consent' })),
    agreeing(
      'second-both',
      'the same, `prompt=login consent`',
      short,
      second({ prompt: 'login consent' }),
    ),
    agreeing('second-other', 'another service, no prompt', short, second({ client_id: 'other' })),
    agreeing(
      'second-login',
      'another service, `prompt=login`, which it is not allowed',
      short,
      second({ client_id: 'other', prompt: 'login' }),
    ),
    agreeing(
      'second-login-allowed',
      '`prompt=login` by a service that may use it',
      silent,
      second({ client_id: 'prompting', prompt: 'login' }),
    ),
    agreeing(
      'fresh-login-allowed',
      'the same in a fresh browser',
      [...full, ...skipped].join(' → '),
      fresh({ client_id: 'prompting', prompt: 'login' }),
    ),
    agreeing(
      'fresh-login',
      '`prompt=login` by a service that may not use it, in a fresh browser',
      first,
      fresh({ client_id: 'other', prompt: 'login' }),
    ),
    agreeing('after-29-minutes', 'again after 29 minutes', short, second({}, 29 * 60)),
    agreeing('after-31-minutes', 'again after 31 minutes', first, second({}, 31 * 60)),
    {
      id: 'cookie',
      request: 'the cookie `fc_session_id`',
      observed: 'HttpOnly, Secure, SameSite=Lax, 30 min',
      provoke: sessionCookie,
      differs: 'the simulator speaks plain http on loopback',
      simulator: 'HttpOnly, SameSite=Lax, 30 min',
    },
    agreeing('auth-time', '`auth_time` of the second login', 'later', authTimes),
  ],
}
