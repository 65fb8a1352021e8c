/** Work cut into small steps: after each of them whoever drives it may do something else. */
export type Steps<T> = Generator<undefined, T, undefined>

/** Does all of the work now. @returns what it comes to */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Enough to get on with the work, and little beside what a citizen waits for anyway. */
const sliceMilliseconds = 5

/** How work in slices lets go of the event loop, and for how long it holds it. */
export interface Slicing {
  /** Resolves when everything else that waits has had its turn. */
  readonly letGo: () => Promise<unknown>
  /** Milliseconds from any start. */
  readonly elapsed: () => number
}

/** Does the work in slices of a few milliseconds, so that requests are answered in between. */
export async function inSlices<T>(steps: Steps<T>, { letGo, elapsed }: Slicing): Promise<T> {
  let since = elapsed()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (elapsed() - since < sliceMilliseconds) continue
    await letGo()
    since = elapsed()
  }
}
