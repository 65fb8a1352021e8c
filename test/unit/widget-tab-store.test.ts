import { describe, expect, test } from '@jest/globals'
import { receiveReturn } from '../../src/widget/receive-return.ts'
import {
  forgetAll,
  forgetDraft,
  forgetToken,
  keepSession,
  keepToken,
  readSession,
  readToken,
} from '../../src/widget/session.ts'
import { openTabStore } from '../../src/widget/tab-store.ts'
import { keepTrip, type Trip, takeReturnedTrip, tripAway } from '../../src/widget/trip.ts'

const methods = {
  getItem(this: Record<string, string>, key: string) {
    return Object.hasOwn(this, key) ? this[key] : null
  },
  setItem(this: Record<string, string>, key: string, value: string) {
    this[key] = value
  },
  removeItem(this: Record<string, string>, key: string) {
    delete this[key]
  },
}

/** A `Storage` whose keys are, as in a browser, its own properties. */
const newStorage = () => Object.create(methods) as Storage

const minutes = (count: number) => count * 60_000
const owner = { service: 'https://s.fr', clientId: 'demo', form: 'f' }
const trip: Trip = {
  ...owner,
  state: 'one',
  nonce: 'n',
  verifier: 'v',
  redirectUri: 'https://m.fr/c',
  address: 'https://m.fr/c?x=1#f',
}

describe('what is kept for a tab', () => {
  test('when 60 minutes have passed, then it is gone from the storage, and other keys are not touched', () => {
    let now = minutes(0)
    const storage = newStorage()
    storage.setItem('host', 'own')
    const store = openTabStore(storage, () => now)
    store.write('a', { value: 1 })
    now = minutes(59.99)
    expect(store.read('a')).toEqual({ value: 1 })
    now = minutes(60)
    openTabStore(storage, () => now)
    expect(Object.keys(storage)).toEqual(['host'])
  })

  test('when the browser refuses to write, then it says so', () => {
    const storage = newStorage()
    storage.setItem = () => {
      throw new Error('quota')
    }
    expect(openTabStore(storage, () => minutes(0)).write('a', 1)).toBe(false)
  })

  test('when a form is submitted and the citizen logs out, then drafts and trips go first, then who was logged in', () => {
    const storage = newStorage()
    const store = openTabStore(storage, () => minutes(0))
    const session = { idToken: 'i', displayName: 'A' }
    keepTrip(store, trip)
    keepTrip(store, { ...trip, state: 'two', clientId: 'another' })
    store.write('draft:/c:demo:f', {})
    keepSession(store, 'demo', session)
    keepToken(store, 'demo', 'p')
    forgetDraft(store, 'https://m.fr/c', owner)
    expect([store.names(), readToken(store, 'demo')]).toEqual([['session:demo', 'token:demo'], 'p'])
    forgetToken(store, 'demo')
    expect([store.names(), readSession(store, 'demo')]).toEqual([['session:demo'], session])
    keepTrip(store, trip)
    keepToken(store, 'demo', 'p')
    keepSession(store, 'another', session)
    storage.setItem('of-the-page', 'stays')
    forgetAll(store)
    expect([store.names(), storage.getItem('of-the-page')]).toEqual([[], 'stays'])
  })
})

describe('a return', () => {
  const come = (address: string) => {
    const store = openTabStore(newStorage(), () => minutes(0))
    keepTrip(store, trip)
    keepTrip(store, { ...trip, state: 'given-up' })
    const shown: string[] = []
    const loaded: string[] = []
    const received = receiveReturn(store, {
      address,
      replace: (next) => void shown.push(next),
      load: (next) => void loaded.push(next),
    })
    return { store, shown, loaded, received }
  }

  test('when its state is a trip of this tab, then that widget takes it once, and earlier trips are forgotten', () => {
    const { store, shown, loaded, received } = come(
      'https://m.fr/c?x=1&code=k&state=one&iss=https://s.fr',
    )
    expect([received, shown, loaded]).toEqual([undefined, ['https://m.fr/c?x=1#f'], []])
    expect(takeReturnedTrip(store, { ...owner, form: 'other' })).toBeUndefined()
    expect(takeReturnedTrip(store, owner)).toMatchObject({
      ...trip,
      returned: {
        state: 'one',
        code: 'k',
        iss: 'https://s.fr',
      },
    })
    expect([takeReturnedTrip(store, owner), tripAway(store), store.names()]).toEqual([
      undefined,
      undefined,
      [],
    ])
  })

  test('when its state is of no trip, then the parameters go and the trips stay', () => {
    const { store, shown, received } = come('https://m.fr/c?code=k&state=two&y=2')
    expect([received, shown, store.names().length]).toEqual(['stray', ['https://m.fr/c?y=2'], 2])
  })

  test('when the page was left with another query, then the code goes at once, its own page is loaded, and takes the trip', () => {
    const { store, shown, loaded, received } = come('https://m.fr/c?code=k&state=one')
    expect([received, shown, loaded]).toEqual([
      'left',
      ['https://m.fr/c'],
      ['https://m.fr/c?x=1#f'],
    ])
    expect(takeReturnedTrip(store, owner)?.returned).toEqual({ state: 'one', code: 'k' })
  })
})
