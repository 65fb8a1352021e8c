/** A look that is taken now and then. */
export interface Poll {
  /** Looks now; resolves when what was found has been dealt with. */
  check(): Promise<void>
  stop(): void
}

/**
 * Looks every so often, one look at a time.
 * @param look does not throw
 */
export function poll(everyMilliseconds: number, look: () => Promise<void>): Poll {
  let underWay: Promise<void> = Promise.resolve()
  const check = () => {
    underWay = underWay.then(look)
    return underWay
  }
  const timer = setInterval(() => void check(), everyMilliseconds)
  timer.unref()
  return { check, stop: () => clearInterval(timer) }
}
