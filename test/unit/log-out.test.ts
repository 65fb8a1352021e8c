import { describe, expect, test } from '@jest/globals'
import { ServiceError } from '../../src/domain/errors.ts'
import type { FranceConnectClient } from '../../src/domain/form.ts'
import { createLogOut, logOutReturn } from '../../src/flow/log-out.ts'
import { aForm, someFranceConnect } from '../support/forms.ts'

const form = aForm({
  post_logout_redirect_uris: ['https://mairie.fr/', 'https://mairie.fr/?page=2'],
})

describe('the address to return to', () => {
  test.each([
    [undefined, undefined, undefined],
    [undefined, 's', undefined],
    ['https://mairie.fr/', undefined, 'https://mairie.fr/'],
    ['https://mairie.fr/', 'a b&c', 'https://mairie.fr/?state=a+b%26c'],
    ['https://mairie.fr/?page=2', 's', 'https://mairie.fr/?page=2&state=s'],
  ])('when it is %s with state %s, then %s', (address, state, location) => {
    expect(logOutReturn(form, address, state)).toBe(location)
  })

  test.each([
    'https://mairie.fr',
    'https://mairie.fr/?',
    'https://mairie.fr/x',
    'https://evil.fr/',
    '',
    'http://localhost:8080/cantine',
  ])('when it is %j, which is not registered, then it is refused', (address) => {
    expect(() => logOutReturn(form, address, undefined)).toThrow(
      new ServiceError('unregistered_logout_uri'),
    )
  })
})

describe('a log-out', () => {
  const asked: unknown[] = []
  const make = (end: () => Promise<URL>) =>
    createLogOut({
      random: (bytes) => Buffer.alloc(bytes, 0xab),
      relyingParty: {
        end: (client: FranceConnectClient, hint: string, state: string) => {
          asked.push([client, hint, state])
          return end()
        },
      },
    })
  const request = { form, returnTo: 'https://mairie.fr/', idTokenHint: 'hint' }
  const state = 'ab'.repeat(32)

  test('when this browser has a session, then it goes by FranceConnect', async () => {
    asked.length = 0
    const logOut = make(async () => new URL('https://fc.fr/session/end?x'))
    expect(await logOut(request)).toEqual({
      location: 'https://fc.fr/session/end?x',
      franceConnectState: state,
    })
    expect(asked).toEqual([[someFranceConnect, 'hint', state]])
  })

  test('when it has none, then it goes straight back', async () => {
    asked.length = 0
    const logOut = make(() => Promise.reject(new Error('not to be asked')))
    expect(await logOut({ ...request, idTokenHint: undefined })).toEqual({
      location: 'https://mairie.fr/',
    })
    expect(await logOut({ form, returnTo: undefined, idTokenHint: undefined })).toEqual({})
    expect(asked).toEqual([])
  })

  test('when FranceConnect is out of reach, then it goes straight back', async () => {
    const logOut = make(() => Promise.reject(new ServiceError('franceconnect_unavailable')))
    expect(await logOut(request)).toEqual({ location: 'https://mairie.fr/' })
  })

  test('when it is a bug of ours, then it is thrown', async () => {
    const logOut = make(() => Promise.reject(new TypeError('bug')))
    await expect(logOut(request)).rejects.toThrow('bug')
  })
})
