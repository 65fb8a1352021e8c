import { type Finding, find } from '../finding.ts'

// What the relying party tolerates of FranceConnect's tokens (franceconnect/check-claims.ts).
const fatalSeconds = 10
const notableSeconds = 3

/** The instant that an answer says it was made at (RFC 9110 §6.6.1), later by its age in caches; NumericDate. */
export function instantOf(headers: Headers): number | undefined {
  const date = Date.parse(headers.get('date') ?? '')
  const age = Number(headers.get('age') ?? 0)
  return Number.isNaN(date) ? undefined : date / 1000 + (Number.isFinite(age) ? age : 0)
}

/** The clock of somebody else, as it was read. */
export interface ReadClock {
  readonly where: string
  /** NumericDate, cut to a second; undefined where it was not told. */
  readonly theirs: number | undefined
  /** When we asked, NumericDate; in between it was read. */
  readonly from: number
  /** When we were answered. */
  readonly until: number
  /** Whether logins hang on it: FranceConnect's tokens say when they were made. */
  readonly isDecisive: boolean
}

/** Judges how far our clock is from another's. */
export function judgeClock({ where, theirs, from, until, isDecisive }: ReadClock): Finding[] {
  if (theirs === undefined) return []
  const ahead = from - (theirs + 1)
  const behind = theirs - until
  const apart = Math.round(Math.max(ahead, behind))
  if (apart < notableSeconds) return []
  const said = `our clock is ${apart} seconds ${ahead > behind ? 'ahead' : 'behind'}`
  const instead = 'let a time service keep the clock (chrony, systemd-timesyncd)'
  if (!isDecisive) return [find('clock-drifts', { where }, said, instead)]
  return apart > fatalSeconds
    ? [find('clock', { where }, `${said}: every login fails`, instead)]
    : [
        find(
          'clock-drifts',
          { where },
          `${said}; beyond ${fatalSeconds} every login fails`,
          instead,
        ),
      ]
}
