import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { AxiosResponse } from 'axios'
import { type ErrorCode, errorCatalogue, errorCodes } from '../../src/domain/errors.ts'
import type { Language } from '../../src/domain/languages.ts'
import { messagesIn } from '../../src/domain/messages-in.ts'
import { createRedisStore } from '../../src/stores/redis-store.ts'
import { logIn } from '../support/browser-session.ts'
import { http, type Trip, tripOf } from '../support/form-page.ts'
import { linksOf, mainOf, textOf } from '../support/html-page.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

// Its tokens are encrypted to a key that nobody hands out.
const withoutKey = `
name: Commune
siret: "21740010800015"
franceconnect: {environment: simulator, client_id: demo, client_secret: "\${DEMO_FC_SECRET}"}
forms:
  - client_id: sans-cle
    demarche: repas
    client_secret: the-secret-of-a-back-end-of-these-tests
    jwks_uri: http://localhost:1/jwks
    redirect_uris: ["${formOrigin}/cantine"]
`

let system: System
let busy: System
let full: System
let lonely: System
let broken: System
let away: System
beforeAll(async () => {
  ;[system, busy, full, lonely, broken, away] = await Promise.all([
    startSystem({ collectivites: { 'sans-cle.yaml': withoutKey } }),
    startSystem({ requestsPerMinute: 0 }),
    startSystem({ capacity: 0 }),
    startSystem(),
    startSystem(),
    startSystem(),
  ])
  await lonely.simulator.close()
  const breaks = async () => {
    throw new Error('the store is on fire')
  }
  // Never opened: it is as a store that went away.
  const { put, get, take, claim } = createRedisStore({ url: received, note: () => undefined })
  Object.assign(away.store, { put, get, take, claim })
  Object.assign(broken.store, { put: breaks, get: breaks, take: breaks, claim: breaks })
})
afterAll(() =>
  Promise.all([system, busy, full, broken, away].map((one) => one.close())).then(() =>
    lonely.close().catch(() => undefined),
  ),
)

/** Put into everything that is received, and never to be seen again. */
const received = 'received-text-of-nobody'
const cantine = `${formOrigin}/cantine`
const languages = ['fr', 'en'] as const

const headersIn = (language: Language, more: Record<string, string> = {}) => ({
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'accept-language': language === 'fr' ? 'fr-FR' : 'en-GB',
  ...more,
})

const get = (url: URL | string, language: Language, cookie = '') =>
  http.get(String(url), { headers: headersIn(language, { cookie }) })

function post(path: string, language: Language, body: string | Buffer, type: string, coding = '') {
  const headers = headersIn(language, {
    'content-type': type,
    ...(coding !== '' && { 'content-encoding': coding }),
  })
  return http.post(`${system.serviceOrigin}${path}`, body, { headers })
}

const formType = 'application/x-www-form-urlencoded'

function address(path: string, parameters: Record<string, string>): string {
  return `${system.serviceOrigin}${path}?${new URLSearchParams({ ...parameters, ui: received })}`
}

/** A login attempt on the form, as far as FranceConnect: its callback's `state`, and the cookie. */
async function begun(from: System, trip: Trip) {
  const { headers } = await http.get(trip.url.href)
  const cookie = (headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ')
  const state = new URL(headers.location).searchParams.get('state') ?? ''
  const { issuer } = from.simulator
  return { cookie, state, issuer }
}

/** FranceConnect's return to an attempt of this browser, with these parameters. */
async function callback(
  from: System,
  trip: Trip,
  language: Language,
  parameters: Record<string, string>,
) {
  const { cookie, state, issuer } = await begun(from, trip)
  const query = new URLSearchParams({ state, iss: issuer, ...parameters })
  return get(`${from.serviceOrigin}/callback?${query}`, language, cookie)
}

const failing = (error: string) => (trip: Trip, language: Language) =>
  callback(system, trip, language, {
    error,
    error_description: received,
    error_uri: `https://${received}`,
  })

interface Page {
  readonly code: ErrorCode
  readonly situation: string
  /** A link where the form is known; else its sentence speaks of the form, or there is nothing to say. */
  readonly back: 'a link' | 'words'
  readonly from?: () => System
  ask(language: Language): Promise<AxiosResponse>
}

const pages: readonly Page[] = [
  {
    code: 'unknown_client',
    situation: 'the form is unknown',
    back: 'words',
    ask: (language) => get(tripOf(system, { client_id: received }).url, language),
  },
  {
    code: 'unregistered_redirect_uri',
    situation: 'the address is not registered',
    back: 'a link',
    ask: (language) => get(tripOf(system, { redirect_uri: received }).url, language),
  },
  {
    code: 'unusable_request',
    situation: 'there is no address',
    back: 'a link',
    ask: (language) =>
      get(tripOf(system, { redirect_uri: undefined, state: received }).url, language),
  },
  {
    code: 'unusable_request',
    situation: 'there is no client',
    back: 'words',
    ask: (language) => get(tripOf(system, { client_id: undefined, state: received }).url, language),
  },
  {
    code: 'unknown_state',
    situation: 'the state is not ours',
    back: 'words',
    ask: (language) =>
      get(address('/callback', { state: received, error_description: received }), language),
  },
  {
    code: 'attempt_lost',
    situation: 'another browser began it',
    back: 'a link',
    ask: async (language) => {
      const { state } = await begun(system, tripOf(system))
      return get(address('/callback', { state, code: received }), language)
    },
  },
  {
    code: 'unregistered_logout_uri',
    situation: 'the return address of a log-out is foreign',
    back: 'a link',
    ask: (language) => {
      const post_logout_redirect_uri = `https://${received}/`
      return get(
        address('/logout', { client_id: 'demo-cantine', post_logout_redirect_uri }),
        language,
      )
    },
  },
  {
    code: 'not_found',
    situation: 'there is no such address',
    back: 'words',
    ask: (language) => get(address(`/${received}`, {}), language),
  },
  {
    code: 'method_not_allowed',
    situation: 'a form posts to an address that only opens',
    back: 'words',
    ask: (language) =>
      http.put(address('/authorize', {}), received, { headers: headersIn(language) }),
  },
  {
    code: 'payload_too_large',
    situation: 'a form posts 17 KB',
    back: 'words',
    ask: (language) => post('/authorize', language, `a=${received.repeat(760)}`, formType),
  },
  {
    code: 'unsupported_body',
    situation: 'a form posts text',
    back: 'words',
    ask: (language) => post('/authorize', language, received, 'text/plain'),
  },
  {
    code: 'malformed_body',
    situation: 'a compressed body is broken',
    back: 'words',
    ask: (language) => post('/authorize', language, Buffer.from(received), formType, 'gzip'),
  },
  {
    code: 'too_many_requests',
    situation: 'one address asks too often',
    back: 'a link',
    from: () => busy,
    ask: (language) => get(tripOf(busy, { state: received }).url, language),
  },
  {
    code: 'internal',
    situation: 'the store breaks',
    back: 'words',
    from: () => broken,
    ask: (language) =>
      http.post(
        `${broken.serviceOrigin}/token`,
        new URLSearchParams({
          grant_type: 'authorization_code',
          client_id: 'demo-cantine',
          redirect_uri: cantine,
          code: received,
          code_verifier: received,
        }),
        { headers: headersIn(language) },
      ),
  },
]

interface Redirect {
  readonly code: ErrorCode
  readonly situation: string
  readonly from?: () => System
  ask(trip: Trip, language: Language): Promise<AxiosResponse>
}

const redirects: readonly Redirect[] = [
  {
    code: 'login_cancelled',
    situation: 'the citizen cancels',
    ask: failing('access_denied'),
  },
  {
    code: 'franceconnect_failed',
    situation: 'FranceConnect breaks',
    ask: failing('server_error'),
  },
  {
    code: 'franceconnect_failed',
    situation: 'FranceConnect says something new',
    ask: failing(received),
  },
  {
    code: 'franceconnect_unavailable',
    situation: 'FranceConnect says that it is',
    ask: failing('temporarily_unavailable'),
  },
  {
    code: 'franceconnect_unavailable',
    situation: 'nobody answers',
    from: () => lonely,
    ask: (trip, language) => get(trip.url, language),
  },
  {
    code: 'franceconnect_rejected_request',
    situation: 'FranceConnect takes a scope ill',
    ask: failing('invalid_scope'),
  },
  {
    code: 'franceconnect_untrusted',
    situation: 'the answer names another issuer',
    ask: (trip, language) =>
      callback(system, trip, language, { code: received, iss: `https://${received}` }),
  },
  {
    code: 'franceconnect_code_expired',
    situation: 'FranceConnect does not know the code',
    ask: (trip, language) => callback(system, trip, language, { code: received }),
  },
  {
    code: 'login_already_done',
    situation: 'the callback is loaded again much later',
    ask: async (trip, language) => {
      const browser = system.citizen(({ pathname }) => pathname === '/callback')
      const url = await logIn(browser, trip.url.href, { login: 'test', password: '123' })
      const { headers } = await get(url, language, browser.cookies.header(url))
      const cookie = (headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ')
      system.advance(90)
      return get(url, language, cookie)
    },
  },
  {
    code: 'at_capacity',
    situation: 'there is no room for a login',
    from: () => full,
    ask: (trip, language) => callback(full, trip, language, { code: received }),
  },
  {
    code: 'store_unavailable',
    situation: 'the shared store is away',
    from: () => away,
    ask: (trip, language) => callback(away, trip, language, { code: received }),
  },
  {
    code: 'form_key_unavailable',
    situation: 'the key of its own form cannot be had',
    ask: (trip, language) => {
      trip.url.searchParams.set('client_id', 'sans-cle')
      return get(trip.url, language)
    },
  },
  {
    code: 'internal',
    situation: 'the store breaks',
    from: () => broken,
    ask: (trip, language) => callback(broken, trip, language, { code: received }),
  },
]

/** What is not provoked here, and why. */
const notProvoked: Partial<Record<ErrorCode, string>> = {
  login_interrupted:
    'takes a process that dies in the middle, and 12 s of waiting: test/unit/settle-callback.test.ts shows it',
  foreign_origin:
    'answers a script of a foreign page at /token, never a citizen: test/integration/token.test.ts shows it',
}

const stack = /\bat .+:\d+:\d+|node_modules|\.ts\b|Error:|on fire/
const inBoth = <T extends object>(rows: readonly T[]) =>
  rows.flatMap((row) => languages.map((language) => ({ ...row, language })))

/** The lines of the log about the request that was answered so. */
function logOf(from: System, answer: AxiosResponse): Record<string, unknown>[] {
  const id = String(answer.headers['x-request-id'])
  expect(id).toMatch(/^[0-9a-f]{16}$/)
  const lines = from.log.map((line) => JSON.parse(line) as Record<string, unknown>)
  return lines.filter(({ request_id }) => request_id === id)
}

describe('an error that is a page', () => {
  test.each(inBoth(pages))(
    'when $situation, then it is the page of $code in $language, and $back leads back',
    async ({ code, language, back, from = () => system, ask }) => {
      const answer = await ask(language)
      const { title, text } = messagesIn(language).errors[code]
      expect(answer.status).toBe(errorCatalogue[code].status)
      expect(answer.headers.location).toBeUndefined()
      expect(answer.headers['content-language']).toBe(language)
      expect(answer.headers['cache-control']).toBe('no-store')
      expect(answer.data).toContain(`<html lang="${language}">`)
      expect(textOf(answer.data)).toContain(`${title} ${text}`)
      expect(answer.data).not.toContain(received)
      expect(answer.data).not.toMatch(stack)
      expect(answer.data).toContain(`<code>${answer.headers['x-request-id']}</code>`)
      const links = linksOf(mainOf(answer.data)).map(({ href }) => href)
      expect(links).toEqual([back === 'a link' ? cantine : '/'])
      if (back !== 'a link')
        expect(textOf(answer.data)).toContain(
          messagesIn(language).page.findForm.replaceAll('\u00a0', ' '),
        )
      expect(text).toMatch(/formulaire|form\b/)
      const log = logOf(from(), answer)
      expect(log.map((line) => line.code)).toContain(code)
      expect(JSON.stringify(log)).not.toContain(received)
    },
  )
})

describe('an error that is a redirect', () => {
  test.each(inBoth(redirects))(
    'when $situation, then the form of a citizen who reads $language is told $code',
    async ({ code, language, from = () => system, ask }) => {
      const trip = tripOf(from())
      const answer = await ask(trip, language)
      expect(answer.status).toBe(303)
      const { origin, pathname, searchParams } = new URL(answer.headers.location)
      const { error, description, status } = errorCatalogue[code]
      expect({ to: `${origin}${pathname}`, ...Object.fromEntries(searchParams) }).toEqual({
        to: cantine,
        error,
        error_description: `${code}: ${description}`,
        state: trip.state,
        iss: from().serviceOrigin,
      })
      expect(`${answer.headers.location}${answer.data}`).not.toContain(received)
      const log = logOf(from(), answer)
      expect(log.find((line) => line.code === code)?.level).toBe(status >= 500 ? 50 : 30)
      expect(JSON.stringify(log)).not.toContain(received)
    },
  )
})

describe('the whole catalogue', () => {
  const codesOf = (rows: readonly { code: ErrorCode }[]) => new Set(rows.map(({ code }) => code))

  test('when an error is in it, then it is shown above, or said why not', () => {
    const told = [...codesOf(pages), ...codesOf(redirects), ...Object.keys(notProvoked)]
    expect([...new Set(told)].sort()).toEqual([...errorCodes].sort())
  })

  test('when docs/errors.md says where an error appears, then it does', () => {
    const file = new URL('../../docs/errors.md', import.meta.url)
    const table = readFileSync(file, 'utf8').split('## For citizens')[0] ?? ''
    const rows = [...table.matchAll(/^\| `(\w+)` \|.*\| ([^|]+) \|$/gm)]
    const documented = (kind: string) =>
      rows.filter(([, , where = '']) => where.includes(`${kind} (`)).map(([, code]) => code)
    const provoked = (shown: readonly { code: ErrorCode }[]) =>
      errorCodes.filter((code) => codesOf(shown).has(code))
    expect(documented('page')).toEqual(provoked(pages))
    expect(documented('redirect').filter((code) => code !== 'login_interrupted')).toEqual(
      provoked(redirects),
    )
  })
})
