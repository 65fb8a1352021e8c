import { describe, expect, test } from '@jest/globals'
import { nearestAddress } from '../../src/domain/nearest-address.ts'
import { isLoopback, RegisteredUrl } from '../../src/domain/registered-url.ts'
import { formRedirect } from '../../src/flow/form-redirect.ts'

describe('a registered address', () => {
  test.each([
    'https://mairie.fr/cantine',
    'https://mairie.fr',
    'https://mairie.fr:8443/?page_id=12&lang=fr',
    'https://mairie.fr/%C3%A9cole',
    'http://localhost:8080/cantine',
    'http://127.0.0.1/',
    'http://[::1]:3000/',
    'http://mairie.localhost/',
    `https://mairie.fr/${'a'.repeat(494)}`,
  ])('when it is %s, then it is taken', (address) => {
    expect(RegisteredUrl.safeParse(address).success).toBe(true)
  })

  test.each([
    ['/cantine', 'expected an absolute URL'],
    ['mairie.fr/cantine', 'expected an absolute URL'],
    ['', 'expected an absolute URL'],
    ['https://mairie.fr/#haut', 'expected a URL without fragment'],
    ['https://mairie.fr/#', 'expected a URL without fragment'],
    ['https://moi@mairie.fr/', 'expected a URL without credentials'],
    ['https://:secret@mairie.fr/', 'expected a URL without credentials'],
    ['https://*.mairie.fr/', 'expected an exact URL, without wildcard'],
    ['https://mairie.fr/*', 'expected an exact URL, without wildcard'],
    ['http://mairie.fr/', 'expected https (http on loopback only)'],
    ['http://localhost.mairie.fr/', 'expected https (http on loopback only)'],
    ['http://127.0.0.1.mairie.fr/', 'expected https (http on loopback only)'],
    ['http://evillocalhost/', 'expected https (http on loopback only)'],
    ['ftp://localhost/', 'expected https (http on loopback only)'],
    ['javascript:alert(1)', 'expected https (http on loopback only)'],
    ['data:text/html,x', 'expected https (http on loopback only)'],
    ['fr.mairie.app:/retour', 'expected https (http on loopback only)'],
    [`https://mairie.fr/${'a'.repeat(495)}`, 'Too big: expected string to have <=512 characters'],
  ])('when it is %s, then: %s', (address, message) => {
    expect(RegisteredUrl.safeParse(address).error?.issues.map((issue) => issue.message)).toEqual([
      message,
    ])
  })

  test.each([
    ['http://localhost', true],
    ['http://[::1]:80/', true],
    ['http://a.localhost', true],
    ['http://0.0.0.0', false],
    ['http://10.0.0.1', false],
    ['https://mairie.fr', false],
  ])('when it is %s, then being loopback is %s', (address, expected) => {
    expect(isLoopback(new URL(address))).toBe(expected)
  })
})

describe('the nearest registered address', () => {
  const registered = ['https://mairie.fr/ecole', 'https://mairie.fr/cantine', 'https://autre.fr/']
  test.each([
    ['https://mairie.fr/cantine/', 'https://mairie.fr/cantine'],
    ['http://mairie.fr/cantine', 'https://mairie.fr/cantine'],
    ['https://mairie.fr/ecole?x=1', 'https://mairie.fr/ecole'],
    ['https://autre.fr', 'https://autre.fr/'],
  ])('when %s is received, then it is %s', (received, nearest) => {
    expect(nearestAddress(received, registered)).toBe(nearest)
  })

  test('when none is registered, then there is none; and the list stays as it is', () => {
    expect(nearestAddress('https://mairie.fr', [])).toBeUndefined()
    const list = ['https://b.fr/', 'https://a.fr/']
    nearestAddress('https://a.fr/', list)
    expect(list).toEqual(['https://b.fr/', 'https://a.fr/'])
  })
})

describe('the way back to a form', () => {
  const issuer = 'https://prefill.exemple.fr'
  const iss = 'iss=https%3A%2F%2Fprefill.exemple.fr'
  test.each([
    [
      'https://mairie.fr/c',
      { code: 'a_B-1', state: 's' },
      `https://mairie.fr/c?code=a_B-1&state=s&${iss}`,
    ],
    ['https://mairie.fr', { code: 'c' }, `https://mairie.fr/?code=c&${iss}`],
    ['https://mairie.fr/c', { code: 'c', state: undefined }, `https://mairie.fr/c?code=c&${iss}`],
    ['https://mairie.fr/?page_id=12', { code: 'c' }, `https://mairie.fr/?page_id=12&code=c&${iss}`],
    [
      'https://mairie.fr/c',
      { error: 'access_denied', state: 'a b&c=d#é+%' },
      `https://mairie.fr/c?error=access_denied&state=a+b%26c%3Dd%23%C3%A9%2B%25&${iss}`,
    ],
    // The address's own query stays, byte for byte (RFC 6749 §3.1.2).
    [
      'https://mairie.fr/index.php?/cantine/12',
      { code: 'c' },
      `https://mairie.fr/index.php?/cantine/12&code=c&${iss}`,
    ],
    ['https://mairie.fr/?a=b%20c', { code: 'c' }, `https://mairie.fr/?a=b%20c&code=c&${iss}`],
  ])('when the address is %s and the answer %j, then it is %s', (address, parameters, location) => {
    expect(formRedirect(address, issuer, parameters)).toBe(location)
  })
})
