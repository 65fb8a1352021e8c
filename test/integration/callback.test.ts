import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { logIn } from '../support/browser-session.ts'
import { goToFranceConnectAndBack, http, redeem, type Trip, tripOf } from '../support/form-page.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.close())

/** Walks to FranceConnect and stops before the service's callback. */
async function returnFromFranceConnect(trip: Trip, login = 'test') {
  const browser = system.citizen(isCallback)
  const callback = await logIn(browser, trip.url.href, { login, password: '123' })
  return { browser, callback, cookie: browser.cookies.header(callback) ?? '' }
}
const isCallback = (url: URL) => url.pathname === '/callback'

const call = (url: URL | string, cookie = '', headers: Record<string, string> = {}) =>
  http.get(String(url), { headers: { cookie, accept: 'text/html', ...headers } })

const back = (location: string) => {
  const url = new URL(location)
  return { path: `${url.origin}${url.pathname}`, ...Object.fromEntries(url.searchParams) }
}

function setCookies(answer: { headers: { 'set-cookie'?: string[] } }): string {
  return (answer.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ')
}

describe('a callback that comes more than once', () => {
  test('when it is reloaded while the first is under way, then both get the same answer and the code is spent once', async () => {
    const trip = tripOf(system)
    const { callback, cookie } = await returnFromFranceConnect(trip)
    const answers = await Promise.all([1, 2, 3].map(() => call(callback, cookie)))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    const [first, ...others] = answers.map(({ headers }) => headers.location)
    expect(others).toEqual([first, first])
    const { status } = await redeem(system, trip, new URL(first).searchParams.get('code'))
    expect(status).toBe(200)
  })

  test('when it is reloaded just after, then the answer is the same', async () => {
    const { callback, cookie } = await returnFromFranceConnect(tripOf(system))
    const first = await call(callback, cookie)
    const again = await call(callback, setCookies(first))
    expect(again.headers.location).toBe(first.headers.location)
  })

  test('when it is reloaded long after, then the citizen is back on the form, told that it is done', async () => {
    const trip = tripOf(system)
    const { callback, cookie } = await returnFromFranceConnect(trip)
    const first = await call(callback, cookie)
    system.advance(90)
    const again = await call(callback, setCookies(first))
    expect(again.status).toBe(303)
    expect(back(again.headers.location)).toEqual({
      path: `${formOrigin}/cantine`,
      error: 'login_required',
      error_description: 'login_already_done: this login has already been completed',
      state: trip.state,
      iss: system.serviceOrigin,
    })
  })

  test('when a HEAD request comes first, then it spends nothing', async () => {
    const { callback, cookie } = await returnFromFranceConnect(tripOf(system))
    const head = await http.head(callback.href, { headers: { cookie } })
    expect(head.status).toBe(405)
    const answer = await call(callback, cookie)
    expect(back(answer.headers.location)).toHaveProperty('code')
  })
})

describe('a callback that this browser did not begin', () => {
  test('when it comes without its cookie, then a page names the form and leads back, and nothing is spent', async () => {
    const trip = tripOf(system)
    const { callback, cookie } = await returnFromFranceConnect(trip)
    const answer = await call(callback, '', { 'accept-language': 'fr' })
    expect(answer.status).toBe(400)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.data).toContain('La connexion doit être recommencée')
    expect(answer.data).toContain('Inscription à la restauration scolaire')
    expect(answer.data).toContain(`href="${formOrigin}/cantine"`)
    expect(answer.data).not.toContain(callback.searchParams.get('code'))
    const ours = await call(callback, cookie)
    expect(back(ours.headers.location)).toHaveProperty('code')
  })

  test('when another attempt of the same browser is at hand, then it does not serve for this one', async () => {
    const other = await returnFromFranceConnect(tripOf(system))
    const { callback } = await returnFromFranceConnect(tripOf(system))
    const answer = await call(callback, other.cookie)
    expect(answer.status).toBe(400)
  })

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['literally undefined', 'undefined'],
    ['of another service', 'f'.repeat(64)],
    ['script', '<script>alert(1)</script>'],
  ])('when the state is %s, then a page says so and nothing is redirected', async (_, state) => {
    const url = new URL(`${system.serviceOrigin}/callback?code=abc`)
    if (state !== undefined) url.searchParams.set('state', state)
    const answer = await call(url, '', { 'accept-language': 'en' })
    expect(answer.status).toBe(400)
    expect(answer.data).toContain('This login is not recognised')
    expect(answer.data).not.toContain('alert(1)')
  })

  test('when one character of the state is altered, then it is not recognised', async () => {
    const { callback, cookie } = await returnFromFranceConnect(tripOf(system))
    const state = callback.searchParams.get('state')!
    callback.searchParams.set('state', `${state[0] === '0' ? '1' : '0'}${state.slice(1)}`)
    const answer = await call(callback, cookie)
    expect(answer.status).toBe(400)
    expect(answer.data).toContain('Cette connexion n’est pas reconnue')
  })
})

describe('a callback that FranceConnect would not send', () => {
  const tampered = async (change: (url: URL) => void) => {
    const trip = tripOf(system)
    const { callback, cookie } = await returnFromFranceConnect(trip)
    change(callback)
    const answer = await call(callback, cookie)
    expect(answer.status).toBe(303)
    const { error, state, path } = back(answer.headers.location) as Record<string, string>
    expect({ path, state }).toEqual({ path: `${formOrigin}/cantine`, state: trip.state })
    return error
  }

  test.each<[string, (url: URL) => void, string]>([
    ['a foreign iss', (url) => url.searchParams.set('iss', 'https://evil.exemple'), 'server_error'],
    ['no iss', (url) => url.searchParams.delete('iss'), 'server_error'],
    ['a repeated code', (url) => url.searchParams.append('code', 'x'), 'server_error'],
    [
      'both code and error',
      (url) => url.searchParams.set('error', 'access_denied'),
      'server_error',
    ],
    [
      'a code of its own invention',
      (url) => url.searchParams.set('code', 'x'.repeat(43)),
      'login_required',
    ],
    ['neither code nor error', (url) => url.searchParams.delete('code'), 'server_error'],
  ])(
    'when it has %s, then the form is told, and has its citizen back',
    async (_, change, error) => {
      expect(await tampered(change)).toBe(error)
    },
  )
})

test('when the citizen cancels at FranceConnect, then they are back on the form, and a reload says the same', async () => {
  const trip = tripOf(system)
  const browser = system.citizen(isCallback)
  await browser.get(trip.url.href)
  await browser.follow('Revenir sur')
  const callback = browser.stopped!
  const first = await call(callback, browser.cookies.header(callback))
  const again = await call(callback, setCookies(first))
  expect(again.headers.location).toBe(first.headers.location)
  expect(back(first.headers.location)).toEqual({
    path: `${formOrigin}/cantine`,
    error: 'access_denied',
    error_description: 'login_cancelled: the citizen did not complete the login',
    state: trip.state,
    iss: system.serviceOrigin,
  })
})

test('when the form has its own query, then the way back keeps it', async () => {
  const own = await startSystem({
    collectivites: {
      'avec-query.yaml': `
name: Commune
siret: "21740010800014"
franceconnect: {environment: simulator, client_id: demo, client_secret: "\${DEMO_FC_SECRET}"}
forms:
  - client_id: avec-query
    demarche: bibliotheque
    redirect_uris: ["http://localhost:8080/index.php?id=12"]
`,
    },
  })
  try {
    const changes = {
      client_id: 'avec-query',
      redirect_uri: 'http://localhost:8080/index.php?id=12',
    }
    const answer = await goToFranceConnectAndBack(own, tripOf(own, changes), 'test')
    expect(answer.searchParams.get('id')).toBe('12')
    expect(answer.searchParams.get('code')).toMatch(/^[\w-]{43}$/)
  } finally {
    await own.close()
  }
})

describe('attempts in one browser', () => {
  test('when two tabs log in and FranceConnect lets both finish, then both complete, the later one first', async () => {
    const trips = [tripOf(system), tripOf(system)] as const
    const first = await returnFromFranceConnect(trips[0])
    const second = await returnFromFranceConnect(trips[1])
    const cookie = `${first.cookie}; ${second.cookie}`
    for (const [{ callback }, trip] of [
      [second, trips[1]],
      [first, trips[0]],
    ] as const) {
      const location = back((await call(callback, cookie)).headers.location)
      expect(location).toMatchObject({ state: trip.state, code: expect.any(String) })
    }
  })

  test('when FranceConnect cancels the first tab for the second, then its way back ends on its form', async () => {
    const browser = system.citizen()
    const trips = [tripOf(system), tripOf(system)] as const
    await browser.get(trips[0].url.href)
    const firstTab = browser.page
    await browser.get(trips[1].url.href)
    const action = new URL(firstTab.forms[0]!.action, firstTab.url)
    const stale = await http.post(action.href, new URLSearchParams(firstTab.forms[0]!.fields), {
      headers: { cookie: browser.cookies.header(action) ?? '', origin: action.origin },
    })
    expect(stale.data).toContain('Y470001')
    const link = /href="([^"]*redirect-to-sp-with-error[^"]*)"/.exec(stale.data)?.[1] ?? ''
    await browser.get(new URL(link.replaceAll('&amp;', '&'), action))
    const location = back(browser.stopped!.href)
    expect(location).toMatchObject({ path: `${formOrigin}/cantine`, error: 'server_error' })
  })

  test('when a page loops on /authorize, then the browser keeps five attempts, the newest', async () => {
    const browser = system.citizen()
    for (let count = 0; count < 9; count += 1) {
      await browser.get(tripOf(system).url.href)
    }
    const header = browser.cookies.header(new URL(system.serviceOrigin)) ?? ''
    const attempts = header.split('; ').filter((one) => one.startsWith('prefill-attempt-'))
    expect(attempts).toHaveLength(5)
  })

  test('when each of its requests is as long as may be, then of five there are three, within 4 KB', async () => {
    const browser = system.citizen()
    const longest = { state: 's'.repeat(512), nonce: 'n'.repeat(256) }
    for (let count = 0; count < 9; count += 1) await browser.get(tripOf(system, longest).url)
    const header = browser.cookies.header(new URL(system.serviceOrigin)) ?? ''
    expect(header.match(/prefill-attempt-/g)).toHaveLength(3)
    expect(header.length).toBeLessThan(4096)
  })

  test('when the tab was left for more than an hour, then it leads back to the form', async () => {
    const { callback, cookie } = await returnFromFranceConnect(tripOf(system))
    system.advance(3601)
    const answer = await call(callback, cookie)
    expect(answer.status).toBe(400)
    expect(answer.data).toContain('La connexion doit être recommencée')
  })
})

describe('FranceConnect away', () => {
  test('when it was never reached, then /authorize sends the citizen back to the form at once', async () => {
    const lonely = await startSystem()
    await lonely.simulator.close()
    try {
      const trip = tripOf(lonely)
      const answer = await call(trip.url)
      expect(answer.status).toBe(303)
      expect(back(answer.headers.location)).toEqual({
        path: `${formOrigin}/cantine`,
        error: 'temporarily_unavailable',
        error_description:
          'franceconnect_unavailable: FranceConnect did not answer, or is not available',
        state: trip.state,
        iss: lonely.serviceOrigin,
      })
    } finally {
      await lonely.close().catch(() => undefined)
    }
  })

  test('when there is no room left, then the citizen has the form back', async () => {
    const full = await startSystem({ capacity: 0 })
    try {
      const trip = tripOf(full)
      const answer = await goToFranceConnectAndBack(full, trip, 'test')
      expect(back(answer.href)).toMatchObject({
        error: 'temporarily_unavailable',
        state: trip.state,
      })
    } finally {
      await full.close()
    }
  })
})
