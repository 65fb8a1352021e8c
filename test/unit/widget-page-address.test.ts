import { describe, expect, test } from '@jest/globals'
import {
  addressAfterReturn,
  pickPostLogoutUri,
  pickRedirectUri,
  readReturn,
} from '../../src/widget/page-address.ts'

const page = 'https://mairie.fr/cantine?commune=annecy#enfants'

const nothing = { state: '' }

describe('the address of a return', () => {
  test.each([
    ['https://m.fr/c?code=a&state=b&iss=i', { ...nothing, state: 'b', code: 'a', iss: 'i' }],
    ['https://m.fr/c?error=e&state=b', { ...nothing, state: 'b', error: 'e' }],
    [
      'https://m.fr/c?error=e&error_description=c:+d&state=b',
      { ...nothing, state: 'b', error: 'e', error_description: 'c: d' },
    ],
    ['https://m.fr/c?code=75001', undefined],
    ['https://m.fr/c?code=a&iss=i', { ...nothing, code: 'a', iss: 'i' }],
    ['https://m.fr/c?state=b', undefined],
    ['https://m.fr/c', undefined],
  ])('when the page is at %s, then the return is %j', (address, expected) => {
    expect(readReturn(address)).toEqual(expected)
  })

  test.each([
    ['https://mairie.fr/cantine?code=a&state=b&iss=i', page, page],
    ['https://mairie.fr/retour?code=a&state=b&x', page, 'https://mairie.fr/retour?x'],
    [
      'https://m.fr/c?a=%20b+c&code=a&&z=é&state=b#f',
      undefined,
      'https://m.fr/c?a=%20b+c&&z=%C3%A9#f',
    ],
    ['https://m.fr/c?error=e&error_description=d&error_uri=u&state=b', undefined, 'https://m.fr/c'],
  ])('when %s comes back to %s, then the page shows %s', (current, original, shown) => {
    expect(addressAfterReturn(current, original)).toBe(shown)
  })
})

describe('where to come back to', () => {
  test.each([
    [
      ['https://mairie.fr/cantine', 'https://mairie.fr/cantine?commune=annecy'],
      undefined,
      'https://mairie.fr/cantine?commune=annecy',
    ],
    [['https://mairie.fr/cantine'], undefined, 'https://mairie.fr/cantine'],
    [['https://mairie.fr/autre'], undefined, undefined],
    [undefined, undefined, 'https://mairie.fr/cantine'],
    [['https://mairie.fr/retour'], '/retour', 'https://mairie.fr/retour'],
    [['https://mairie.fr/cantine'], '/retour', undefined],
  ])('when %j is registered and %s wanted, then it is %s', (registered, wanted, expected) => {
    expect(pickRedirectUri(page, registered, wanted)).toBe(expected)
  })

  test.each([
    [
      ['https://autre.fr/', 'https://mairie.fr/', 'https://mairie.fr/cantine'],
      'https://mairie.fr/cantine',
    ],
    [['https://autre.fr/', 'https://mairie.fr/'], 'https://mairie.fr/'],
    [['https://autre.fr/'], undefined],
  ])('when %j is registered for log-out, then it is %s', (registered, expected) => {
    expect(pickPostLogoutUri(page, registered)).toBe(expected)
  })
})
