import { expect, test } from '@jest/globals'
import { createClockedStore } from '../../src/simulator/clocked-store.ts'

function storeAt(start: string) {
  let instant = new Date(start).getTime()
  const store = createClockedStore(() => new Date(instant))
  const advance = (seconds: number) => {
    instant += seconds * 1000
  }
  return { store, advance }
}

test('when a lifetime is over by the given clock, then the entry is not found', async () => {
  const { store, advance } = storeAt('2001-01-01')
  const codes = store('AuthorizationCode')
  await codes.upsert('a', { grantId: 'g' }, 30)
  advance(29)
  expect(await codes.find('a')).toEqual({ grantId: 'g' })
  advance(1)
  expect(await codes.find('a')).toBe(undefined)
})

test('when two models use one id, then each finds its own', async () => {
  const { store } = storeAt('2001-01-01')
  await store('Grant').upsert('a', { kind: 'Grant' }, 30)
  await store('Session').upsert('a', { kind: 'Session', uid: 'u' }, 30)
  expect([await store('Grant').find('a'), await store('Session').findByUid('u')]).toEqual([
    { kind: 'Grant' },
    { kind: 'Session', uid: 'u' },
  ])
})

test('when a session is destroyed, then its uid finds nothing either', async () => {
  const { store } = storeAt('2001-01-01')
  const sessions = store('Session')
  await sessions.upsert('a', { uid: 'u' }, 30)
  await sessions.destroy('a')
  expect([await sessions.find('a'), await sessions.findByUid('u')]).toEqual([undefined, undefined])
})

test('when a code is consumed, then it says when', async () => {
  const { store } = storeAt('2001-01-01')
  const codes = store('AuthorizationCode')
  await codes.upsert('a', { grantId: 'g' }, 30)
  await codes.consume('a')
  expect(await codes.find('a')).toEqual({ grantId: 'g', consumed: 978307200 })
})

test('when a grant is revoked, then what was issued under it is gone and nothing else', async () => {
  const { store } = storeAt('2001-01-01')
  const tokens = store('AccessToken')
  await tokens.upsert('a', { grantId: 'g' }, 60)
  await tokens.upsert('b', { grantId: 'h' }, 60)
  await tokens.revokeByGrantId('g')
  expect([await tokens.find('a'), await tokens.find('b')]).toEqual([undefined, { grantId: 'h' }])
})
