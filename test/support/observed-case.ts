import type { ObservedWorld } from './observed-steps.ts'

/** The simulator answers as FranceConnect's core did, or otherwise: then why, and its own answer. */
export type Verdict =
  | { readonly agrees: true }
  | { readonly differs: string; readonly simulator: string }

/** One request, or a short series of them, and what FranceConnect's core was seen to answer. */
export type ObservedCase = Verdict & {
  /** Short and unique within its group. */
  readonly id: string
  /** What is asked, in words. */
  readonly request: string
  /** The core's answer in the short form of describe-answer.ts, values of our own invention in the place of its. */
  readonly observed: string
  /** Asks the simulator the same, and tells its answer in the same form. */
  readonly provoke: (world: ObservedWorld) => Promise<string>
}

export interface ObservedGroup {
  readonly title: string
  readonly cases: readonly ObservedCase[]
}

/** A case in which the simulator answers as FranceConnect's core did. */
export function agreeing(
  id: string,
  request: string,
  observed: string,
  provoke: ObservedCase['provoke'],
): ObservedCase {
  return { id, request, observed, provoke, agrees: true }
}

/** What the simulator is held to. */
export function simulatorAnswer(one: ObservedCase): string {
  return 'agrees' in one ? one.observed : one.simulator
}
