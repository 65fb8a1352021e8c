import { describe, expect, test } from '@jest/globals'
import {
  attemptHash,
  attemptNonce,
  attemptPage,
  attemptState,
  hashRedirectUri,
  hurryName,
  type LoginAttempt,
  loginId,
  outcomeKey,
  readAttempt,
  reviewKey,
  writeAttempt,
} from '../../src/flow/login-attempt.ts'
import { pairwiseSubject } from '../../src/flow/pairwise-subject.ts'
import { deriveKey } from '../../src/sealing/derived-keys.ts'
import { formTag, readLoginState } from '../../src/sealing/login-state.ts'

const printable = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))

const attempt: LoginAttempt = {
  clientId: 'demo-cantine',
  redirectUriHash: 'abcdefghijklmnop',
  language: 'en',
  startedAt: 1_795_428_000,
  secret: Buffer.alloc(32, 7).toString('base64url'),
  codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  state: 's',
  nonce: 'n',
  sources: ['quotient_familial', 'service_national'],
  answers: { numero_immatriculation: 'AA-229-DB' },
  isDone: false,
}

describe('an attempt in its cookie', () => {
  test.each([
    ['as it is', {}],
    ['over', { isDone: true }],
    ['in French', { language: 'fr' }],
    ['with every printable character', { state: printable, nonce: printable }],
    ['with blanks only', { state: '   ', nonce: ' ' }],
    ['with words of its own', { state: 'done', nonce: 'undefined' }],
    ['without state and nonce', { state: undefined, nonce: undefined }],
    ['without challenge', { codeChallenge: undefined }],
    ['without a source', { sources: [] }],
    ['without an answer', { answers: {} }],
    ['with answers of every character', { answers: { 'a=b&c': 'é\n+ %;', empty: '' } }],
    [
      'with the longest values',
      { state: 's'.repeat(512), nonce: 'n'.repeat(256), clientId: 'c'.repeat(64) },
    ],
  ] as const)('when it is written %s and read, then it is the same', (_, changes) => {
    const one = { ...attempt, ...changes }
    expect(readAttempt(writeAttempt(one))).toEqual(one)
  })

  const written = writeAttempt(attempt)
  const withPart = (index: number, part: string) => written.split('\n').with(index, part).join('\n')

  test.each([
    ['nothing', ''],
    ['a part less', written.slice(0, written.lastIndexOf('\n'))],
    ['a part more', `${written}\nx`],
    ['no form', withPart(1, '')],
    ['no address', withPart(2, '')],
    ['another language', withPart(3, 'de')],
    ['no secret', withPart(5, '')],
    ['an earlier version’s cookie', written.split('\n').slice(0, 9).join('\n')],
    ['JSON', JSON.stringify(attempt)],
  ])('when there is %s, then it is no attempt', (_, text) => {
    expect(readAttempt(text)).toBeUndefined()
  })
})

describe('what an attempt derives', () => {
  const key = deriveKey('secret', 'state')
  const another = { ...attempt, secret: Buffer.alloc(32, 8).toString('base64url') }

  test('when it leaves for FranceConnect, then its state names its form and its nonce is another value', () => {
    const state = attemptState(attempt, key)
    const forms = (tag: string) => (tag === formTag('demo-cantine') ? ['demo-cantine'] : [])
    expect(readLoginState(state, [key], forms)).toBe('demo-cantine')
    expect(attemptNonce(attempt)).toMatch(/^[0-9a-f]{64}$/)
    expect(attemptNonce(attempt).slice(0, 40)).not.toBe(state.slice(0, 40))
  })

  test('when another version reads it, then it goes by the same names', () => {
    // SHA-256 of the use and the secret: a change would send back whoever is at FranceConnect at that moment.
    expect(attemptState(attempt, key).slice(0, 40)).toBe('d54d2a2035039cf92dd79d6b188dd138e1d0cccc')
    expect(attemptNonce(attempt)).toBe(
      'b180765a6ade6bf3e8a8ab0ef8e426c3859cf4fc7050984f155790de368e378b',
    )
    expect(loginId(attempt)).toBe('c3e5372af3fbb86c')
    expect(attemptPage(attempt)).toBe('bed4cf1875a83d6ea9c2d7b03d5ee078')
  })

  test('when the secret is the same, then so is everything; when not, nothing is', () => {
    const derived = (one: LoginAttempt) => [
      attemptState(one, key),
      attemptNonce(one),
      outcomeKey(one).toString('hex'),
      attemptHash(one),
      attemptPage(one),
      reviewKey(one).toString('hex'),
      hurryName(one),
    ]
    expect(derived({ ...attempt, isDone: true, state: 'x' })).toEqual(derived(attempt))
    expect(new Set([...derived(attempt), ...derived(another)]).size).toBe(14)
    for (const value of derived(attempt)) expect(value).not.toContain(attempt.secret)
  })
})

test('when an address is remembered, then by 16 characters that only it has', () => {
  const hashes = ['https://a.fr/', 'https://a.fr', 'https://a.fr/?'].map(hashRedirectUri)
  for (const hash of hashes) expect(hash).toMatch(/^[A-Za-z0-9_-]{16}$/)
  expect(new Set(hashes).size).toBe(3)
})

describe('the subject of a citizen for a form', () => {
  const issuer = 'https://fc.fr'
  const subject = pairwiseSubject(issuer, 'sub', 'form')

  test('when it is asked again, then it is the same, and shows nothing', () => {
    expect(pairwiseSubject(issuer, 'sub', 'form')).toBe(subject)
    // SHA-256 of the JSON list of purpose, issuer, sub and form: a change would make strangers of all citizens.
    expect(subject).toBe('USPZRYiukvdgSGOUHsPhneKs2ttS7Ere5wRtf5RHB04')
  })

  test.each([
    ['https://fc.fr/', 'sub', 'form'],
    [issuer, 'sub2', 'form'],
    [issuer, 'sub', 'form2'],
    [issuer, 'subf', 'orm'],
    [issuer, 'sub","form', ''],
  ])('when issuer, person or form differ (%s, %s, %s), then it differs', (one, sub, form) => {
    expect(pairwiseSubject(one, sub, form)).not.toBe(subject)
  })
})
