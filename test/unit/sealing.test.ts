import { describe, expect, test } from '@jest/globals'
import { deriveKey, deriveKeys, expandKey } from '../../src/sealing/derived-keys.ts'
import { formTag, makeLoginState, readLoginState } from '../../src/sealing/login-state.ts'
import { createSeal, open } from '../../src/sealing/seal.ts'
import { aSeal } from '../support/a-seal.ts'

const key = deriveKey('secret', 'cookie')
const other = deriveKey('another secret', 'cookie')

describe('a sealed text', () => {
  const text = 'DUBOIS né à l’étranger\n€𝒳'
  const sealed = aSeal(text, key, 'context')

  test.each([text, '', 'a'.repeat(100_000)])(
    'when it is opened as it was sealed, then it is the same',
    (one) => {
      expect(open(aSeal(one, key, 'context'), key, 'context')).toBe(one)
    },
  )

  test('when it is sealed twice, then the seals differ, and neither shows it', () => {
    const again = aSeal(text, key, 'context')
    expect(again).not.toBe(sealed)
    expect(again.slice(0, 16)).not.toBe(sealed.slice(0, 16))
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('DUBOIS')
    expect(sealed).toMatch(/^[A-Za-z0-9_-]+$/)
    expect(sealed).toHaveLength(Math.ceil(((Buffer.byteLength(text) + 28) * 4) / 3))
  })

  test('when it is sealed, then it begins with twelve bytes of the generator’s', () => {
    const asked: number[] = []
    const seal = createSeal((bytes) => {
      asked.push(bytes)
      return Buffer.alloc(bytes, 9)
    })
    expect(Buffer.from(seal(text, key, 'context'), 'base64url').subarray(0, 12)).toEqual(
      Buffer.alloc(12, 9),
    )
    expect(asked).toEqual([12])
  })

  test.each([
    ['another key', sealed, other, 'context'],
    ['another context', sealed, key, 'Context'],
    ['no context', sealed, key, ''],
    ['nothing', '', key, 'context'],
    ['text of no seal', 'not a seal at all, but long enough to be one', key, 'context'],
    ['a byte more', `${sealed}AAAA`, key, 'context'],
  ])('when there is %s, then it does not open', (_, one, with_, context) => {
    expect(open(one, with_, context)).toBeUndefined()
  })

  test('when any one byte is altered, then it does not open', () => {
    const bytes = Buffer.from(sealed, 'base64url')
    const opened = bytes.map((_, index) => {
      const altered = Buffer.from(bytes)
      altered[index] = altered[index]! ^ 1
      return open(altered.toString('base64url'), key, 'context') === undefined ? 0 : 1
    })
    expect(opened.every((one) => one === 0)).toBe(true)
  })

  test('when it is cut anywhere, then it does not open', () => {
    const bytes = Buffer.from(sealed, 'base64url')
    for (let length = 0; length < bytes.length; length += 1)
      expect(open(bytes.subarray(0, length).toString('base64url'), key, 'context')).toBeUndefined()
  })
})

describe('derived keys', () => {
  test('when they are for different uses or of different secrets, then they differ', () => {
    const keys = deriveKeys(['one', 'two']).flatMap(({ cookie, state }) => [cookie, state])
    expect(keys.every((one) => one.length === 32)).toBe(true)
    expect(new Set(keys.map((one) => one.toString('hex'))).size).toBe(4)
  })

  test('when the secret is the same, then so is the key, in the order of the secrets', () => {
    expect(deriveKeys(['one', 'two'])[1]).toEqual(deriveKeys(['two'])[0])
    // HKDF-SHA-256, no salt, info "franceconnect-prefill cookie".
    expect(deriveKey('secret', 'cookie').toString('hex')).toBe(
      '833b125e284ec6f4c82d8d7df46b352e6c4b00b19ce90523cbcb664dd8a34c07',
    )
  })

  test('when the secret is random already, then it is only expanded', () => {
    const secret = Buffer.from(Array.from({ length: 32 }, (_, index) => index))
    // HKDF-Expand with SHA-256, info "franceconnect-prefill page".
    expect(expandKey(secret, 'page').toString('hex')).toBe(
      'edb13f48535208179958c13215b364d68847e10402f65f837c6ee05d5affdcdc',
    )
    expect(expandKey(secret, 'review')).not.toEqual(expandKey(secret, 'page'))
  })
})

describe('the state of a login', () => {
  const stateKey = deriveKey('secret', 'state')
  const random = `${'0123456789abcdef'.repeat(2)}01234567`
  const state = makeLoginState(stateKey, random, 'demo-cantine')
  const forms = (tag: string) => (tag === formTag('demo-cantine') ? ['demo-cantine'] : [])

  test('when it is made, then it is 64 hexadecimal characters: random, form, MAC', () => {
    expect(state).toMatch(/^[0-9a-f]{64}$/)
    expect(state.slice(0, 40)).toBe(random)
    expect(state.slice(40, 48)).toBe(formTag('demo-cantine'))
    expect(formTag('demo-cantine')).toMatch(/^[0-9a-f]{8}$/)
    expect(formTag('demo-etat-civil')).not.toBe(formTag('demo-cantine'))
  })

  test('when it comes back, then it names its form', () => {
    expect(readLoginState(state, [stateKey], forms)).toBe('demo-cantine')
  })

  test('when any one character is altered, then it names none', () => {
    const everyForm = () => ['demo-cantine']
    const found = [...state].map((character, index) => {
      const altered =
        state.slice(0, index) + (character === 'a' ? 'b' : 'a') + state.slice(index + 1)
      return readLoginState(altered, [stateKey], forms)
    })
    expect(found).toEqual(Array(64).fill(undefined))
    expect(readLoginState(`f${state.slice(1)}`, [stateKey], everyForm)).toBeUndefined()
  })

  test.each([
    ['', 'empty'],
    ['undefined', 'the word that FranceConnect may send'],
    [state.toUpperCase(), 'in capitals'],
    [state.slice(1), 'too short'],
    [`${state}0`, 'too long'],
    [`${state}\n`, 'followed by a line break'],
    ['g'.repeat(64), 'no hexadecimal'],
    ['0'.repeat(64), 'made up'],
  ])('when it is %j (%s), then it names none', (received) => {
    expect(readLoginState(received, [stateKey], () => ['demo-cantine'])).toBeUndefined()
  })

  test('when it was made with another key, then it names none', () => {
    expect(readLoginState(state, [other], forms)).toBeUndefined()
    expect(readLoginState(state, [], forms)).toBeUndefined()
  })

  test('when keys were rotated, then the old one still reads', () => {
    expect(readLoginState(state, [other, stateKey], forms)).toBe('demo-cantine')
  })

  test.each([[['other', 'demo-cantine']], [['demo-cantine', 'other']]])(
    'when two forms share the tag (%j), then the MAC tells them apart',
    (both) => {
      expect(readLoginState(state, [stateKey], () => both)).toBe('demo-cantine')
      expect(readLoginState(state, [stateKey], () => ['other'])).toBeUndefined()
    },
  )
})
