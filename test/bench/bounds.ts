import type { Cost } from './measure.ts'
import { plain, type Setting } from './options.ts'
import type { Report } from './run.ts'

/** What the service must hold, what was found, and whether it does. */
export interface Bound {
  readonly what: string
  readonly atMost: number
  readonly found: number
  readonly isHeld: boolean
}

/** What the bench measured that a bound speaks of. */
export type Measured = Pick<
  Report,
  'costs' | 'threeSources' | 'capacities' | 'liveHeap' | 'unfinished'
>

const isPlainBut = (changes: Partial<Setting>) => {
  const wanted = JSON.stringify({ ...plain, ...changes })
  return ({ setting }: Cost) => JSON.stringify({ ...plain, ...setting }) === wanted
}

/** The bounds of the service, in the order of their weight; one whose figure was not measured is not held. */
export function boundsOf(report: Measured): Bound[] {
  const { costs, threeSources, capacities, liveHeap, unfinished } = report
  const starts = capacities.map((one) => one.coldStartMilliseconds.median)
  const [slowestStart = Number.NaN] = starts.toSorted((one, other) => other - one)
  const ratio = (changes: Partial<Setting>) =>
    costs.find(isPlainBut(changes))?.ratio.median ?? Number.NaN
  const login = (each: number) => threeSources.find((one) => one.each === each)?.login ?? Number.NaN
  const [warm, last] = liveHeap
  const bound = (what: string, atMost: number, found: number): Bound => ({
    what,
    atMost,
    found,
    isHeld: found <= atMost,
  })
  return [
    bound('times the floor, FranceConnect over HTTPS', 2.5, ratio({})),
    bound('times the floor, FranceConnect over HTTP', 2.5, ratio({ protocol: 'http' })),
    // As long as the slowest, and a tenth of it for the asking.
    bound('ms that three sources of 200 ms each add', 220, login(200) - login(0)),
    bound('ms until ready', 2000, slowestStart),
    // The rest is what a machine under other work does to one figure.
    bound(
      'of the cost at 5 forms, with 10,000',
      1.15,
      ratio({ forms: 10_000 }) / ratio({ forms: 5 }),
    ),
    bound(
      'of the cost before, after 20,000 unfinished logins',
      1.15,
      unfinished.after / unfinished.before,
    ),
    bound(
      'of the live heap after 25,000 logins, after 25,000 more',
      1.15,
      Number(last?.megabytes) / Number(warm?.megabytes),
    ),
  ]
}
