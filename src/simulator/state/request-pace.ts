/** How fast one token may ask: API Particulier serves it twenty times a second. */
const perSecond = 20

export interface Pace {
  readonly limit: number
  readonly remaining: number
  /** When the count begins anew; seconds since 1970. */
  readonly reset: number
  readonly exceeded: boolean
}

/** Counts the requests of each token; what was counted in earlier seconds is forgotten. */
export function createRequestPace(now: () => Date): (token: string) => Pace {
  let second = 0
  const counts = new Map<string, number>()
  return (token) => {
    const present = Math.floor(now().getTime() / 1000)
    if (present !== second) counts.clear()
    second = present
    const count = (counts.get(token) ?? 0) + 1
    counts.set(token, count)
    return {
      limit: perSecond,
      remaining: Math.max(perSecond - count, 0),
      reset: present + 1,
      exceeded: count > perSecond,
    }
  }
}
