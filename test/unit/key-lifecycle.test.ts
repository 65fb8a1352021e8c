import { expect, test } from '@jest/globals'
import {
  doOverlap,
  historySeconds,
  isRemembered,
  type KeyLife,
  retiringSeconds,
  stateAt,
} from '../../src/signing/key-lifecycle.ts'

const from = 1000
const until = 2000
const life: KeyLife = { valid_from: from, valid_until: until }

test('when the spans are read, then they are a day and thirteen months', () => {
  expect([retiringSeconds, historySeconds]).toEqual([86_400, 34_300_800])
})

test.each<[KeyLife, number, string]>([
  [life, 0, 'next'],
  [life, 999.999, 'next'],
  [life, 1000, 'active'],
  [life, 1999.999, 'active'],
  [life, 2000, 'retiring'],
  [life, 2000 + 86_399.999, 'retiring'],
  [life, 2000 + 86_400, 'retired'],
  [life, 1e12, 'retired'],
  [{ valid_from: from }, 999, 'next'],
  [{ valid_from: from }, 1000, 'active'],
  [{ valid_from: from }, 1e12, 'active'],
  [{ valid_from: from, revoked_at: 1500 }, 1600, 'active'],
])('when a key with the life %j is looked at at %d, then it is %s', (one, instant, state) => {
  expect(stateAt(one, instant)).toBe(state)
})

test.each<[string, KeyLife, number, boolean]>([
  ['one that signs', { valid_from: from }, 1e12, true],
  ['one that has ended', life, until + historySeconds - 1, true],
  ['one that ended thirteen months ago', life, until + historySeconds, false],
  ['one revoked', { ...life, revoked_at: 1500 }, 1500 + historySeconds - 1, true],
  ['one revoked thirteen months ago', { ...life, revoked_at: 1500 }, 1500 + historySeconds, false],
  ['one revoked after its end', { ...life, revoked_at: 2500 }, until + historySeconds, false],
  ['one revoked that never ended', { valid_from: 0, revoked_at: 9 }, 9 + historySeconds, false],
])('when evidence asks for %s, then it is remembered or not', (_, one, instant, answer) => {
  expect(isRemembered(one, instant)).toBe(answer)
})

test.each<[string, KeyLife, KeyLife, boolean]>([
  ['one follows the other', life, { valid_from: until }, false],
  ['one begins a second early', life, { valid_from: until - 1 }, true],
  ['neither ends', { valid_from: 0 }, { valid_from: 5000 }, true],
  ['one lies within the other', { valid_from: 0, valid_until: 5000 }, life, true],
  ['they are far apart', life, { valid_from: 3000, valid_until: 4000 }, false],
  ['one is revoked', { ...life, revoked_at: 1 }, { valid_from: 0 }, false],
])('when %s, then they overlap or not, in either order', (_, one, other, answer) => {
  expect([doOverlap(one, other), doOverlap(other, one)]).toEqual([answer, answer])
})
