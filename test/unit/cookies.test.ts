import { describe, expect, test } from '@jest/globals'
import type { LoginAttempt } from '../../src/flow/login-attempt.ts'
import { createAttemptCookies } from '../../src/http/attempt-cookies.ts'
import { createCookieJar } from '../../src/http/cookies.ts'
import { createHintCookies } from '../../src/http/hint-cookies.ts'
import { createLogoutReturn } from '../../src/http/logout-return.ts'
import { deriveKey } from '../../src/sealing/derived-keys.ts'
import { aSeal } from '../support/a-seal.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { someFranceConnect } from '../support/forms.ts'
import { recordCookies, requestWith } from '../support/http-doubles.ts'

const key = deriveKey('new', 'cookie')
const oldKey = deriveKey('old', 'cookie')
const sealed = { jar: createCookieJar(true), seal: aSeal }
const start = 1_795_428_000

describe('the cookie jar', () => {
  test.each([
    [
      true,
      '__Host-prefill-x',
      '__Host-prefill-x=v%20w; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
    ],
    [false, 'prefill-x', 'prefill-x=v%20w; Max-Age=60; Path=/; HttpOnly; SameSite=Lax'],
  ])('when the service is secure: %s, then a cookie is written so', (isSecure, name, cookie) => {
    const jar = createCookieJar(isSecure)
    const { response, written } = recordCookies()
    expect(jar.name('x')).toBe(name)
    jar.set(response, name, 'v w', 60)
    jar.set(response, name, 'v')
    jar.expire(response, name)
    const withoutAge = cookie.replace('v%20w; Max-Age=60', 'v')
    expect(written).toEqual([
      cookie,
      withoutAge,
      cookie.replace('v%20w; Max-Age=60', '; Max-Age=0'),
    ])
  })

  test('when cookies are read, then by their names; when there are none, then none', () => {
    const jar = createCookieJar(true)
    expect({ ...jar.read(requestWith('a=1; b=v%20w; c')) }).toMatchObject({ a: '1', b: 'v w' })
    expect({ ...jar.read(requestWith(undefined)) }).toEqual({})
    expect(jar.read(requestWith('a=1')).constructor).toBeUndefined()
  })
})

const attempt = (changes: Partial<LoginAttempt> = {}): LoginAttempt => ({
  clientId: 'demo-cantine',
  redirectUriHash: 'abcdefghijklmnop',
  language: 'fr',
  startedAt: start,
  secret: Buffer.alloc(32, 7).toString('base64url'),
  codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  state: 's',
  nonce: 'n',
  sources: [],
  answers: {},
  isDone: false,
  ...changes,
})

const stateOf = (digit: number | string) => String(digit).repeat(64).slice(0, 64)
const nameOf = (digit: number | string) => `__Host-prefill-attempt-${stateOf(digit).slice(0, 16)}`

const stage = (cookieKeys = [key]) => {
  const clock = createFakeClock(new Date(start * 1000).toISOString())
  return { clock, cookies: createAttemptCookies({ ...sealed, now: clock.now, cookieKeys }) }
}

/** The Set-Cookie and Cookie header of one attempt kept by a fresh browser. */
const keep = (one = attempt(), digit: number | string = 1, keys = [key]) => {
  const recorder = recordCookies()
  stage(keys).cookies.keep(requestWith(undefined), recorder.response, stateOf(digit), one)
  return recorder
}

describe('an attempt cookie', () => {
  test('when an attempt is kept, then its cookie is encrypted, ours alone, for an hour', () => {
    const { written } = keep()
    expect(written).toEqual([
      expect.stringMatching(
        /^__Host-prefill-attempt-1{16}=[\w-]+; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ])
    expect(
      Buffer.from(written[0]!.split(/[=;]/)[1]!, 'base64url').toString('latin1'),
    ).not.toContain('demo')
  })

  test('when the browser comes back with the state, then the attempt is found', () => {
    const { header } = keep()
    expect(stage().cookies.find(requestWith(header()), stateOf(1))).toEqual(attempt())
  })

  test('when all its values are as long as they may be, then the cookie has 2 KB at the most', () => {
    const longest = attempt({
      clientId: 'c'.repeat(64),
      state: 's'.repeat(512),
      nonce: 'n'.repeat(256),
    })
    const { written, header } = keep(longest)
    expect(Buffer.byteLength(written[0]!)).toBeLessThanOrEqual(2048)
    expect(stage().cookies.find(requestWith(header()), stateOf(1))).toEqual(longest)
  })

  test.each([
    ['of another state', stateOf(2), undefined],
    ['that is empty', '', undefined],
    ['of no cookie', stateOf(1), 'a=1'],
    ['of a cookie with nothing in it', stateOf(1), `${nameOf(1)}=`],
    ['of a cookie with something else in it', stateOf(1), `${nameOf(1)}=${'a'.repeat(200)}`],
  ])('when the state is one %s, then nothing is found', (_, state, cookie) => {
    expect(stage().cookies.find(requestWith(cookie ?? keep().header()), state)).toBeUndefined()
  })

  test('when its value stands under another name, then it does not open', () => {
    const moved = keep().header().replace(nameOf(1), nameOf(2))
    expect(stage().cookies.find(requestWith(moved), stateOf(2))).toBeUndefined()
  })

  test('when keys were rotated, then what the old one sealed is still read', () => {
    const request = requestWith(keep(attempt(), 1, [oldKey]).header())
    expect(stage([key, oldKey]).cookies.find(request, stateOf(1))).toEqual(attempt())
    expect(stage([key]).cookies.find(request, stateOf(1))).toBeUndefined()
    const rotated = requestWith(keep(attempt(), 1, [key, oldKey]).header())
    expect(stage([key]).cookies.find(rotated, stateOf(1))).toEqual(attempt())
  })

  test('when it is older than an hour, then it counts no more, even if the browser kept it', () => {
    const { cookies, clock } = stage()
    const request = requestWith(keep().header())
    clock.advance(3600)
    expect(cookies.find(request, stateOf(1))).toEqual(attempt())
    clock.advance(1)
    expect(cookies.find(request, stateOf(1))).toBeUndefined()
  })

  test('when it is finished, then it is found again, as over', () => {
    const { cookies } = stage()
    const recorder = recordCookies()
    cookies.finish(recorder.response, stateOf(1), attempt())
    expect(cookies.find(requestWith(recorder.header()), stateOf(1))).toEqual(
      attempt({ isDone: true }),
    )
    expect(recorder.written).toHaveLength(1)
  })

  test('when there is no key, then that is a bug of ours', () => {
    expect(() => keep(attempt(), 1, [])).toThrow('expected a cookie key')
  })
})

describe('many attempts in one browser', () => {
  const browser = (...ages: (readonly [digit: number, startedAt: number])[]) =>
    ages.map(([digit, startedAt]) => keep(attempt({ startedAt }), digit).header())
  const expiredNames = (written: readonly string[]) =>
    written.filter((one) => one.includes('Max-Age=0')).map((one) => one.split('=')[0])
  const keepIn = (cookie: string) => {
    const recorder = recordCookies()
    stage().cookies.keep(requestWith(cookie), recorder.response, stateOf(9), attempt())
    return recorder.written
  }
  const four = browser([1, start - 4], [2, start - 9], [3, start - 1], [4, start - 2])

  test('when there are four, then a fifth goes beside them', () => {
    const written = keepIn(four.join('; '))
    expect(expiredNames(written)).toEqual([])
    expect(written).toHaveLength(1)
  })

  test('when there are five, then the oldest goes in the same response', () => {
    const written = keepIn([...four, ...browser([5, start - 3])].join('; '))
    expect(expiredNames(written)).toEqual([nameOf(2)])
    expect(written[0]).toMatch(/^__Host-prefill-attempt-9{16}=[\w-]+; Max-Age=3600/)
  })

  test('when there are more, then all but the four youngest go, the unreadable first', () => {
    const more = [...four, ...browser([5, start - 3]), `${nameOf(6)}=unreadable`, 'other=1']
    const expired = expiredNames(keepIn(more.join('; ')))
    expect(expired).toEqual([nameOf(2), nameOf(6)])
  })

  test('when cookies are not attempts of ours, then they are left alone', () => {
    const others = Array.from({ length: 20 }, (_, index) => `prefill-attempt-${index}=1`)
    expect(expiredNames(keepIn([...others, '__Host-prefill-logout=1'].join('; ')))).toEqual([])
  })
})

describe('the hints for log-out', () => {
  const franceConnect = (key: string) => ({ ...someFranceConnect, key })
  const hints = createHintCookies({ ...sealed, cookieKeys: [key, oldKey] })
  // As long as FranceConnect's with RS256, all its claims in.
  const idToken = 'x'.repeat(1100)
  const cookieOf = (...names: string[]) =>
    names.flatMap((name) => {
      const recorder = recordCookies()
      hints.keep(requestWith(undefined), recorder.response, franceConnect(name), idToken)
      return recorder.header()
    })
  const keepIn = (cookies: readonly string[], name: string) => {
    const recorder = recordCookies()
    const request = requestWith(cookies.join('; '))
    hints.keep(request, recorder.response, franceConnect(name), idToken)
    return recorder.written
  }
  const goneNames = (written: readonly string[]) =>
    written.filter((one) => one.includes('Max-Age=0')).map((one) => one.split('=')[0])

  test('when one is kept, then encrypted, for its own client, until the browser is closed', () => {
    const [cookie = ''] = cookieOf('a')
    expect(keepIn([], 'a')).toEqual([
      expect.stringMatching(
        /^__Host-prefill-fc-[0-9a-f]{16}=[\w-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ])
    expect(hints.find(requestWith(cookie), franceConnect('a'))).toBe(idToken)
    expect(hints.find(requestWith(cookie), franceConnect('b'))).toBeUndefined()
  })

  test('when there are two, then a third takes the place of the one that was there longest', () => {
    const [first = '', second = ''] = cookieOf('a', 'b')
    expect(goneNames(keepIn([first], 'b'))).toEqual([])
    expect(goneNames(keepIn([first, second], 'c'))).toEqual([first.split('=')[0]])
    expect(goneNames(keepIn([first, second], 'a'))).toEqual([])
  })

  test('when all are there that may be, then they fit in the 8 KB that nginx takes of one header', () => {
    const texts = { clientId: 'c'.repeat(64), state: 's'.repeat(512), nonce: 'n'.repeat(256) }
    const longest = attempt(texts)
    let cookies: string[] = []
    for (let digit = 1; digit <= 9; digit += 1) {
      const recorder = recordCookies()
      const request = requestWith(cookies.join('; '))
      stage().cookies.keep(request, recorder.response, stateOf(digit), longest)
      const gone = goneNames(recorder.written)
      const kept = [...cookies, recorder.written[0]!.split(';')[0]!]
      cookies = kept.filter((one) => !gone.includes(one.split('=')[0]!))
    }
    const all = `Cookie: ${[...cookies, ...cookieOf('a', 'b')].join('; ')}`
    expect(all.length).toBeLessThan(8 * 1024)
    expect(all.length).toBeGreaterThan(6 * 1024)
  })

  test('when keys were rotated, then the old one still reads', () => {
    const recorder = recordCookies()
    const before = createHintCookies({ ...sealed, cookieKeys: [oldKey] })
    before.keep(requestWith(undefined), recorder.response, franceConnect('a'), idToken)
    expect(hints.find(requestWith(recorder.header()), franceConnect('a'))).toBe(idToken)
  })
})

describe('the return from log-out', () => {
  const returnTo = 'https://mairie.fr/?a=b'
  const kept = (to: string | undefined, keys = [key]) => {
    const recorder = recordCookies()
    const clientId = 'demo-cantine'
    const logoutReturn = createLogoutReturn({ ...sealed, cookieKeys: keys })
    logoutReturn.keep(recorder.response, 'state', { returnTo: to, clientId })
    return recorder
  }
  const take = (cookie: string | undefined, state: string | undefined, keys = [key]) => {
    const recorder = recordCookies()
    const logoutReturn = createLogoutReturn({ ...sealed, cookieKeys: keys })
    const taken = logoutReturn.take(requestWith(cookie), recorder.response, state)
    return { taken, written: recorder.written }
  }
  const gone = '__Host-prefill-logout=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax'

  test('when it is kept, then for ten minutes, encrypted', () => {
    expect(kept(returnTo).written).toEqual([
      expect.stringMatching(
        /^__Host-prefill-logout=[\w-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ])
  })

  test.each([
    ['the same state', returnTo, 'state', { returnTo, clientId: 'demo-cantine' }],
    ['another state', returnTo, 'other', undefined],
    ['no state', returnTo, undefined, undefined],
    ['no address', undefined, 'state', { returnTo: undefined, clientId: 'demo-cantine' }],
  ])('when it comes back with %s, then it is taken so, and gone', (_, to, state, taken) => {
    expect(take(kept(to).header(), state)).toEqual({ taken, written: [gone] })
  })

  test.each([undefined, '__Host-prefill-logout=', '__Host-prefill-logout=x', 'prefill-logout=x'])(
    'when the browser has only %j, then there is no way back',
    (cookie) => {
      expect(take(cookie, 'state').taken).toBeUndefined()
      expect(take(cookie, undefined).taken).toBeUndefined()
    },
  )

  test('when keys were rotated, then the old one still reads', () => {
    expect(take(kept(returnTo, [oldKey]).header(), 'state', [key, oldKey]).taken?.returnTo).toBe(
      returnTo,
    )
    expect(take(kept(returnTo, [oldKey]).header(), 'state', [key]).taken).toBeUndefined()
  })

  test('when an attempt’s value stands in its place, then it does not open', () => {
    const moved = keep().header().replace(nameOf(1), '__Host-prefill-logout')
    expect(take(moved, 'state').taken).toBeUndefined()
  })
})
