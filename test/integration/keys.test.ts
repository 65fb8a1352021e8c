import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import axios from 'axios'
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { revokeKey, scheduleRotation } from '../../src/signing/change-keys.ts'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import { readKeyFile } from '../../src/signing/key-file.ts'
import { historySeconds } from '../../src/signing/key-lifecycle.ts'
import { reloadKeys } from '../../src/signing/reload-keys.ts'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import { verifyPrefill } from '../../src/verify.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { aForm } from '../support/forms.ts'
import { day, hour, start } from '../support/key-files.ts'
import { type KeyStage, kidsAt, logInTo, redeemAt, startKeyStage } from '../support/key-stage.ts'

const meals = aForm()
const library = aForm({ client_id: 'bibliotheque', id_token_signed_response_alg: 'RS256' })
const forms = [meals, library]
const secondsAhead = 3

let clock: FakeClock
let file: { keys: readonly object[] }
let one: KeyStage
let two: KeyStage
let first: { es: string; rs: string }

// Two instances that share store, secrets and key file; the clock of the second is ahead.
beforeEach(async () => {
  clock = createFakeClock(new Date(start * 1000).toISOString())
  file = await generateSigningKeys(start - hour)
  const [es, rs] = file.keys as { kid: string }[]
  first = { es: es!.kid, rs: rs!.kid }
  const store = createMemoryStore(clock.now, 1000)
  const shared = { forms, file, store }
  one = await startKeyStage({ ...shared, now: clock.now })
  const ahead = () => new Date(clock.now().getTime() + secondsAhead * 1000)
  two = await startKeyStage({ ...shared, now: ahead, publicUrl: one.origin })
})
afterEach(() => Promise.all([one.close(), two.close()]))

const instant = () => clock.now().getTime() / 1000

async function takeOver(
  changed: { readonly keys: readonly object[] },
  instances: readonly KeyStage[] = [one, two],
) {
  file = changed
  for (const { ring } of instances)
    await reloadKeys(file, { ring, now: clock.now, needed: ['ES256', 'RS256'] })
}

const rotate = async (lead = day) =>
  takeOver(await scheduleRotation(readKeyFile(file), instant(), lead))

const successors = () => {
  const [es, rs] = file.keys as { kid: string }[]
  return { es: es!.kid, rs: rs!.kid }
}

async function tokensFrom(stage: KeyStage, form = meals) {
  const back = await logInTo(stage, form)
  const { data } = await redeemAt(stage, form, back.searchParams.get('code'))
  return { id: data.id_token!, prefill: data.prefill_token! }
}

const verdict = (prefill: string, clientId: string, more = {}) =>
  verifyPrefill(
    prefill,
    { nom: 'Dubois' },
    {
      issuer: one.origin,
      clientId,
      submittedAt: new Date(clock.now().getTime() + secondsAhead * 1000),
      allowTest: true,
      ...more,
    },
  )

const problemsOf = async (prefill: string, keys: object, recorded?: () => boolean) =>
  (await verdict(prefill, 'demo-cantine', { keys, recorded })).problems

const historyOf = async (stage: KeyStage) => (await axios.get(`${stage.origin}/jwks/history`)).data

describe('a rotation', () => {
  test('when keys change under load on two instances, then not one verification fails', async () => {
    // A stock library that read the keys once, before the change, and would read them again on its own.
    const stock = createRemoteJWKSet(new URL(`${one.origin}/jwks`))
    await rotate(60)
    const used = new Set<string | undefined>()
    const failures: unknown[] = []
    let done = 0
    const logIn = async (count: number) => {
      const [stage, other] = count % 2 === 0 ? [one, two] : [two, one]
      const form = count % 3 === 0 ? library : meals
      const back = await logInTo(stage, form)
      const { data } = await redeemAt(other, form, back.searchParams.get('code'))
      const { id_token: id = '', prefill_token: prefill = '' } = data
      await jwtVerify(id, stock, {
        issuer: one.origin,
        audience: form.client_id,
        currentDate: clock.now(),
        clockTolerance: 10,
      })
      const found = await verdict(prefill, form.client_id)
      if (!found.valid) failures.push([found.problems, decodeProtectedHeader(prefill)])
      for (const token of [id, prefill]) used.add(decodeProtectedHeader(token).kid)
      done += 1
    }
    const worker = async (number: number) => {
      for (let round = 0; round < 15; round += 1) {
        await logIn(number + round).catch((error) => failures.push(error))
        clock.advance(1)
      }
    }
    await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(worker))
    expect(failures).toEqual([])
    expect(done).toBe(120)
    const next = successors()
    expect([...used].sort()).toEqual([first.es, first.rs, next.es, next.rs].sort())
  }, 60_000)

  test('when time passes, then every key is published from long before it signs, as long as it is needed', async () => {
    const published = async () => {
      const kids = [await kidsAt(one, '/jwks'), await kidsAt(one, '/jwks/history')]
      return kids.map((some) => some.filter((kid) => [first.es, successors().es].includes(kid)))
    }
    const signing = async () => decodeProtectedHeader((await tokensFrom(one)).prefill).kid
    expect(await published()).toEqual([[first.es], [first.es]])
    const { es } = first
    await rotate()
    const next = successors().es
    expect([await published(), await signing()]).toEqual([
      [
        [next, es],
        [next, es],
      ],
      es,
    ])
    clock.advance(day)
    expect([await published(), await signing()]).toEqual([
      [
        [next, es],
        [next, es],
      ],
      next,
    ])
    clock.advance(day - 1)
    expect([await published(), await signing()]).toEqual([
      [
        [next, es],
        [next, es],
      ],
      next,
    ])
    clock.advance(1)
    expect([await published(), await signing()]).toEqual([[[next], [next, es]], next])
    clock.advance(historySeconds - day - 1)
    expect([await published(), await signing()]).toEqual([[[next], [next, es]], next])
    clock.advance(1)
    expect([await published(), await signing()]).toEqual([[[next], [next]], next])
  })

  test('when the last token of a key is verified, then it is good to its end, in the history for 13 months', async () => {
    await rotate()
    clock.advance(day - 1)
    const { prefill } = await tokensFrom(one)
    expect(decodeProtectedHeader(prefill).kid).toBe(first.es)
    const submittedAt = clock.now()
    clock.advance(day)
    expect(await kidsAt(one, '/jwks')).toContain(first.es)
    const keys = await historyOf(one)
    expect((await verdict(prefill, 'demo-cantine', { keys, submittedAt: clock.now() })).valid).toBe(
      true,
    )
    clock.advance(historySeconds - day - 1)
    const late = await historyOf(one)
    expect((await verdict(prefill, 'demo-cantine', { keys: late, submittedAt })).valid).toBe(true)
    clock.advance(2)
    const after = await historyOf(one)
    expect((await verdict(prefill, 'demo-cantine', { keys: after, submittedAt })).problems).toEqual(
      ['tampered'],
    )
  })

  test('when it is looked at from outside, then the history says what it is, and nothing private', async () => {
    await rotate()
    const { keys } = await historyOf(one)
    const periods = keys.map(
      ({ kid, status, valid_from, valid_until }: Record<string, unknown>) => [
        kid,
        status,
        valid_from,
        valid_until,
      ],
    )
    const next = successors()
    expect(periods).toEqual([
      [next.es, 'next', start + day, undefined],
      [next.rs, 'next', start + day, undefined],
      [first.es, 'active', start - hour, start + day],
      [first.rs, 'active', start - hour, start + day],
    ])
    expect(Object.keys(keys[2]).sort()).toEqual(
      ['alg', 'crv', 'kid', 'kty', 'status', 'use', 'valid_from', 'valid_until', 'x', 'y'].sort(),
    )
  })
})

describe('a revocation', () => {
  test('when the key that signs is revoked, then its tokens prove nothing, whatever date they claim, unless on record', async () => {
    const { prefill } = await tokensFrom(one)
    clock.advance(100)
    await takeOver(await revokeKey(readKeyFile(file), first.es, instant()))
    const keys = await historyOf(one)
    expect(await problemsOf(prefill, keys)).toEqual(['revoked_key'])
    expect(await problemsOf(prefill, keys, () => false)).toEqual(['revoked_key'])
    expect(await problemsOf(prefill, keys, () => true)).toEqual([])
    const asked = { client_id: 'demo-cantine', prefill_token: prefill, submitted: {} }
    const { data } = await axios.post(`${two.origin}/verify`, asked)
    expect([data.valid, data.problems]).toEqual([false, ['revoked_key']])
    for (const stage of [one, two]) expect(await kidsAt(stage, '/jwks')).not.toContain(first.es)
  })

  test('when it has been taken over, then another key signs at once, and it verifies', async () => {
    await takeOver(await revokeKey(readKeyFile(file), first.es, instant()))
    for (const stage of [one, two]) {
      const { prefill } = await tokensFrom(stage)
      expect(decodeProtectedHeader(prefill).kid).toBe(successors().es)
      expect(await problemsOf(prefill, await historyOf(one))).toEqual([])
    }
  })

  test('when an instance has a clock that is behind, then it takes the revocation over all the same', async () => {
    const behind = () => new Date(clock.now().getTime() - 30_000)
    await takeOver(await revokeKey(readKeyFile(file), first.es, instant()), [])
    const { ring } = one
    await reloadKeys(file, { ring, now: behind, needed: ['ES256', 'RS256'] })
    expect(ring.signingAt('ES256', instant() - 30)?.kid).toBe(successors().es)
  })

  test('when one instance has not seen it yet, then what that one signs meanwhile proves nothing', async () => {
    await takeOver(await revokeKey(readKeyFile(file), first.es, instant()), [one])
    clock.advance(2)
    const { prefill } = await tokensFrom(two)
    expect(decodeProtectedHeader(prefill).kid).toBe(first.es)
    expect(await problemsOf(prefill, await historyOf(one))).toEqual(['revoked_key'])
  })
})

test('when a file cannot sign for a form, then both instances go on as they were', async () => {
  const withoutRsa = { keys: file.keys.filter((key) => (key as { kty: string }).kty === 'EC') }
  await expect(takeOver(withoutRsa)).rejects.toThrow('expected a RS256 key that signs now')
  const { id } = await tokensFrom(one, library)
  expect(decodeProtectedHeader(id)).toEqual({ alg: 'RS256', typ: 'JWT', kid: first.rs })
})

test('when keys change, then discovery says the algorithms that there are', async () => {
  const algorithms = async () =>
    (await axios.get(`${one.origin}/.well-known/openid-configuration`)).data
      .id_token_signing_alg_values_supported
  expect(await algorithms()).toEqual(['ES256', 'RS256'])
  clock.advance(1)
  const keys = readKeyFile(file).filter(({ alg }) => alg === 'ES256')
  await reloadKeys({ keys }, { ring: one.ring, now: clock.now, needed: ['ES256'] })
  expect(await algorithms()).toEqual(['ES256'])
})
