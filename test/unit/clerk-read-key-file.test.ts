import { beforeAll, describe, expect, test } from '@jest/globals'
import { calculateJwkThumbprint } from 'jose'
import { readKeyFile } from '../../src/clerk/read-key-file.ts'
import type { PublishedKey } from '../../src/domain/published-key.ts'
import { assembleToken, makeTokenKey } from '../support/prefill-tokens.ts'

let key: PublishedKey
let fingerprint: string
beforeAll(async () => {
  key = (await makeTokenKey('k')).published
  fingerprint = await calculateJwkThumbprint(key)
})

const prefill = assembleToken({ alg: 'ES256', typ: 'prefill+jwt', kid: 'k' })
const read = (value: unknown, name = 'cles.json') => readKeyFile(JSON.stringify(value), name)

describe('a file chosen as keys', () => {
  test('when it is a saved key history, with or without the object around it, then it is keys with their fingerprints', async () => {
    const file = { name: 'cles.json', keys: [key], fingerprints: [fingerprint] }
    expect(await read({ keys: [key] })).toEqual(file)
    expect(await read([key, { kty: 'oct' }])).toEqual(file)
  })

  test.each<[string, () => unknown]>([
    ['has a member beside the keys', () => ({ keys: [key], nom: 'DUBOIS' })],
    ['has a token beside the keys', () => ({ keys: [key], prefill_token: prefill })],
    ['has a token among the keys', () => ({ keys: [key, { note: prefill }] })],
    ['has no key', () => ({ keys: [{ kty: 'oct' }] })],
    ['is keys in a text', () => JSON.stringify({ keys: [key] })],
    ['is a submission', () => ({ nom: 'DUBOIS', prefill_token: prefill })],
    ['is no list of keys', () => 7],
    ['is over 256 KiB', () => ({ keys: [key, { note: 'x'.repeat(256 * 1024) }] })],
  ])('when it %s, then it is refused', async (_, value) => {
    expect(await read(value())).toEqual({ refusal: 'unreadable_keys' })
  })

  test('when it is no JSON, then it is refused', async () => {
    expect(await readKeyFile('keys=[]', 'a')).toEqual({ refusal: 'unreadable_keys' })
    expect(await readKeyFile('['.repeat(40), 'a')).toEqual({ refusal: 'unreadable_keys' })
  })

  test('when its name is long or turns the writing direction, then it is shown cut and plain', async () => {
    const { name } = (await read([key], `a\u202eb\n${'x'.repeat(100)}`)) as { name: string }
    expect(name).toBe(`ab${'x'.repeat(78)}…`)
  })
})
