import { expect, test } from '@jest/globals'
import { boundsOf, type Measured } from '../bench/bounds.ts'
import type { Capacity } from '../bench/capacity.ts'
import type { Cost } from '../bench/measure.ts'
import { plain, type Setting } from '../bench/options.ts'

const spread = (median: number) => ({ median, least: median, most: median })
const cost = (changes: Partial<Setting>, ratio: number): Cost => ({
  setting: { ...plain, ...changes },
  service: spread(ratio),
  floor: spread(1),
  ratio: spread(ratio),
})
const readyAfter = (...milliseconds: number[]) =>
  milliseconds.map((one) => ({ coldStartMilliseconds: spread(one) }) as Capacity)
const liveHeap = (...megabytes: number[]) =>
  megabytes.map((one, index) => ({ megabytes: one, after: (index + 1) * 25_000 }))

const good: Measured = {
  costs: [
    cost({}, 2.5),
    cost({ protocol: 'http' }, 2.4),
    cost({ forms: 5 }, 2),
    cost({ forms: 10_000 }, 2.2),
  ],
  threeSources: [
    { each: 0, login: 10 },
    { each: 200, login: 225 },
  ],
  capacities: readyAfter(850, 900, 800),
  liveHeap: liveHeap(100, 105),
  unfinished: { attempts: 20_000, before: 2, after: 2.2, addedMegabytes: 3 },
}

const held = (report: Measured) => boundsOf(report).map(({ isHeld }) => isHeld)

test('when every figure is within its bound, then every bound is held', () => {
  expect(boundsOf(good).map(({ atMost, found }) => [atMost, Number(found.toFixed(2))])).toEqual([
    [2.5, 2.5],
    [2.5, 2.4],
    [220, 215],
    [2000, 900],
    [1.15, 1.1],
    [1.15, 1.1],
    [1.15, 1.05],
  ])
  expect(held(good)).toEqual([true, true, true, true, true, true, true])
})

test('when figures are beyond their bounds, then none is held', () => {
  const costs = [
    cost({}, 2.51),
    cost({ protocol: 'http' }, 2.6),
    cost({ forms: 5 }, 2),
    cost({ forms: 10_000 }, 2.4),
  ]
  const bad: Measured = {
    costs,
    threeSources: [
      { each: 0, login: 10 },
      { each: 200, login: 610 },
    ],
    capacities: readyAfter(900, 2001),
    liveHeap: liveHeap(100, 116),
    unfinished: { attempts: 20_000, before: 2, after: 2.4, addedMegabytes: 3 },
  }
  expect(held(bad)).toEqual([false, false, false, false, false, false, false])
})

test('when a cost was not measured, then its bound is not held', () => {
  expect(held({ ...good, costs: [cost({ store: 'redis' }, 1)] }).slice(0, 2)).toEqual([
    false,
    false,
  ])
  expect(held({ ...good, capacities: [] })[3]).toBe(false)
})
