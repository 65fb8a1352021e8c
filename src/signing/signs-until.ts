import type { KeyLife } from './key-lifecycle.ts'

/**
 * Until when some key signs without a gap, from an instant on.
 * @returns NumericDate; the instant itself where none signs then, Infinity where one signs for ever
 */
export function signsUntil(keys: readonly KeyLife[], instant: number): number {
  const signing = keys.find(
    ({ valid_from, valid_until = Infinity, revoked_at }) =>
      revoked_at === undefined && valid_from <= instant && instant < valid_until,
  )
  if (signing === undefined) return instant
  return signing.valid_until === undefined ? Infinity : signsUntil(keys, signing.valid_until)
}
