import { handoverLifetimeSeconds } from '../../flow/handover.ts'
import { attemptLifetimeSeconds } from '../../flow/login-attempt.ts'
import { reviewLifetimeSeconds } from '../../flow/review.ts'

/** How long, in seconds, each thing lives in each place. Each is the constant of the code that keeps it. */
export const keptSeconds = {
  attempt: attemptLifetimeSeconds,
  handover: handoverLifetimeSeconds,
  review: reviewLifetimeSeconds,
  /** `outcomeLifetimeSeconds` of flow/login-outcomes.ts. */
  outcome: 60,
  /** `lifetimeSeconds` of http/logout-return.ts. */
  logoutReturn: 600,
  /** `lifetimeMs` of widget/tab-store.ts. */
  tab: 3600,
  /** `prefillLifetimeSeconds` of flow/token-claims.ts. */
  prefillToken: 86_400,
  /** `windowMs` of http/rate-limit.ts. */
  rateLimit: 60,
} as const

const units = [
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
] as const

/** Says a time span in the largest unit that divides it: `24 h`, `15 min`. */
export function saySpan(seconds: number): string {
  const unit = units.find((one) => seconds % one.seconds === 0)
  return unit === undefined ? `${seconds} s` : `${seconds / unit.seconds} ${unit.name}`
}
