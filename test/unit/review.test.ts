import { describe, expect, test } from '@jest/globals'
import { readHandover } from '../../src/flow/handover.ts'
import { createSubmitReview, readReview, storeReview } from '../../src/flow/review.ts'
import { createMemoryStore } from '../../src/stores/memory-store.ts'
import type { OneTimeStore } from '../../src/stores/one-time-store.ts'
import { aSeal } from '../support/a-seal.ts'
import { anAttempt } from '../support/attempts.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { aForm } from '../support/forms.ts'
import { aField } from '../support/prefill-tokens.ts'
import { schoolMeals } from '../support/state-fields.ts'

const issuer = 'https://prefill.exemple.fr'
const attempt = anAttempt()
const another = anAttempt({ secret: Buffer.alloc(32, 8).toString('base64url') })
const form = aForm({ demarche: schoolMeals() })

const ofFamily = {
  source: 'quotient_familial',
  assurance: 'administrative',
  locked: false,
} as const
const names = (...value: string[]) =>
  aField({ ...ofFamily, claim: 'enfants.prenoms', type: 'list', items: 'name', value })

const handover = {
  client_id: 'demo-cantine',
  redirect_uri: 'https://mairie.fr/cantine?page=1',
  code_challenge: 'challenge',
  nonce: 'n',
  sub: 'pairwise',
  acr: 'eidas1',
  auth_time: 1_795_428_000,
  display_name: 'Angela DUBOIS',
  fields: { nom: aField(), enfant_prenom: names('Léa', 'Tom') },
  sources: {
    franceconnect: { status: 'ok' as const },
    quotient_familial: { status: 'ok' as const },
  },
}

function stage() {
  const clock = createFakeClock()
  const memory = createMemoryStore(clock.now, 10)
  const put: [string, string, number][] = []
  const store: OneTimeStore = {
    ...memory,
    put: (key, value, lifetime) => {
      put.push([key, value, lifetime])
      return memory.put(key, value, lifetime)
    },
  }
  const random = (bytes: number) => Buffer.alloc(bytes, 9)
  const sealed = { store, seal: aSeal }
  return { clock, store, sealed, put, submit: createSubmitReview({ ...sealed, random, issuer }) }
}

const code = Buffer.alloc(32, 9).toString('base64url')
const all = { chosen: { enfant: [0, 1] }, withheld: [] }

describe('what waits for a review', () => {
  test('when it is read, then as often as wanted, for 15 minutes, by its own browser', async () => {
    const { store, sealed, clock } = stage()
    await storeReview(sealed, attempt, handover)
    expect(await readReview(store, attempt)).toEqual(handover)
    clock.advance(899.9)
    expect(await readReview(store, attempt)).toEqual(handover)
    expect(await readReview(store, another)).toBeUndefined()
    clock.advance(0.1)
    expect(await readReview(store, attempt)).toBeUndefined()
  })

  test('when the store is stolen, then nothing of it can be read', async () => {
    const { store, sealed, put } = stage()
    await storeReview(sealed, attempt, handover)
    const [[key = '', value = ''] = []] = put
    for (const text of [key, value, Buffer.from(value, 'base64url').toString('latin1')])
      expect(text).not.toMatch(/DUBOIS|Angela|pairwise|BwcHBw/)
    await store.put(key.replace(/:.*/, ':'), value, 60)
    expect(await readReview(store, another)).toBeUndefined()
  })

  test('when values are moved to another attempt’s place, then its key does not open them', async () => {
    const { store, sealed, put } = stage()
    await storeReview(sealed, attempt, handover)
    await storeReview(sealed, another, { ...handover, sub: 'another' })
    const [[, value = ''] = [], [key = ''] = []] = put
    await store.put(key, value, 60)
    expect(await readReview(store, another)).toBeUndefined()
  })
})

describe('the end of a review', () => {
  test('when the citizen decided, then the code leads to what they decided and the rest is gone', async () => {
    const { store, sealed, submit, put } = stage()
    await storeReview(sealed, attempt, handover)
    const location = await submit(form, attempt, { chosen: { enfant: [1] }, withheld: ['nom'] })
    expect(location).toBe(
      `https://mairie.fr/cantine?page=1&code=${code}&state=s&iss=https%3A%2F%2Fprefill.exemple.fr`,
    )
    expect(await readHandover(store, 'code', code)).toEqual({
      ...handover,
      fields: {
        nom: {
          type: 'name',
          source: 'franceconnect',
          claim: 'family_name',
          value: null,
          reason: 'withheld',
          message:
            'Vous avez choisi de ne pas transmettre cette information. Remplissez-la vous-même.',
        },
        enfant_prenom: names('Tom'),
      },
    })
    expect(await readReview(store, attempt)).toBeUndefined()
    expect(put.map(([, , lifetime]) => lifetime)).toEqual([900, 60])
  })

  test('when it is sent twice, then once only values leave', async () => {
    const { sealed, submit } = stage()
    await storeReview(sealed, attempt, handover)
    await submit(form, attempt, all)
    await expect(submit(form, attempt, all)).rejects.toMatchObject({ code: 'login_already_done' })
  })

  test.each([
    ['nothing waits', attempt],
    ['another’s values wait', another],
  ])('when %s, then nothing leaves', async (_, one) => {
    const { store, sealed, submit } = stage()
    if (one === another) await storeReview(sealed, attempt, handover)
    await expect(submit(form, one, all)).rejects.toMatchObject({ code: 'login_already_done' })
    expect(await readHandover(store, 'code', code)).toBeUndefined()
  })
})
