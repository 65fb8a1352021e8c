import { describe, expect, test } from '@jest/globals'
import type { FranceConnectClient } from '../../src/domain/form.ts'
import type { AuthorizationRequest } from '../../src/flow/authorization-request.ts'
import { createBeginLogin } from '../../src/flow/begin-login.ts'
import { attemptNonce, attemptState, hashRedirectUri } from '../../src/flow/login-attempt.ts'
import type { LoginRequest } from '../../src/franceconnect/relying-party.ts'
import { deriveKey } from '../../src/sealing/derived-keys.ts'
import { anAttempt } from '../support/attempts.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { aForm, someFranceConnect } from '../support/forms.ts'

const form = aForm({
  sources: [
    { name: 'quotient_familial', claims: ['valeur'], scopes: ['openid', 'identite_pivot', 'cnaf'] },
    { name: 'service_national', claims: ['x'], scopes: ['openid', 'identite_pivot', 'dsnj'] },
  ],
})

const request: AuthorizationRequest = {
  form,
  redirectUri: 'http://localhost:8080/cantine',
  state: 's',
  nonce: 'n',
  codeChallenge: 'challenge',
  uiLocales: undefined,
}

const stateKey = deriveKey('secret', 'state')

function stage() {
  const asked: [FranceConnectClient, LoginRequest, readonly string[]][] = []
  const begin = createBeginLogin({
    now: createFakeClock('2026-11-23T10:00:00.900Z').now,
    random: (bytes) => Buffer.alloc(bytes, 7),
    stateKey,
    formKeys: { keyOf: () => Promise.reject(new Error('this form has no key')) },
    relyingParty: {
      begin: async (...all) => {
        asked.push(all)
        return new URL('https://fc.fr/authorize?x=1')
      },
    },
  })
  return { begin, asked }
}

describe('an attempt', () => {
  test('when it is opened, then it remembers what the form asked and wants every source', () => {
    const { begin } = stage()
    expect(begin.open(request, 'en')).toEqual({
      clientId: 'demo-cantine',
      redirectUriHash: hashRedirectUri('http://localhost:8080/cantine'),
      language: 'en',
      startedAt: 1_795_428_000,
      secret: Buffer.alloc(32, 7).toString('base64url'),
      codeChallenge: 'challenge',
      state: 's',
      nonce: 'n',
      sources: ['quotient_familial', 'service_national'],
      answers: {},
      isDone: false,
    })
  })

  test.each([
    ['fr', 'en', 'fr'],
    ['de en-GB', 'fr', 'en'],
    ['de', 'en', 'en'],
    [undefined, 'fr', 'fr'],
  ] as const)(
    'when the form says %s and the browser %s, then it is %s',
    (uiLocales, browser, language) => {
      expect(stage().begin.open({ ...request, uiLocales }, browser).language).toBe(language)
    },
  )
})

describe('the way to FranceConnect', () => {
  test.each([
    [[], []],
    [['service_national'], ['identite_pivot', 'dsnj']],
    [
      ['service_national', 'quotient_familial'],
      ['identite_pivot', 'cnaf', 'dsnj'],
    ],
    [['impot_particulier'], []],
  ])(
    'when the citizen wants %j, then only those scopes are asked beside the form’s',
    async (sources, more) => {
      const { begin, asked } = stage()
      const attempt = anAttempt({ sources })
      expect(await begin.leave(form, attempt, begin.stateOf(attempt))).toBe(
        'https://fc.fr/authorize?x=1',
      )
      const login = {
        state: attemptState(attempt, stateKey),
        nonce: attemptNonce(attempt),
        acr: 'eidas1',
      }
      const scopes = ['openid', 'family_name', 'given_name', ...more]
      expect(asked).toEqual([[someFranceConnect, login, scopes]])
      expect(begin.stateOf(attempt)).toBe(login.state)
    },
  )
})
