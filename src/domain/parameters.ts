/**
 * The parameters of a request, where none counts twice: OAuth forbids repeating one (RFC 6749 §3.1),
 * and taking the first or the last of two is how requests are smuggled past a check.
 */
export interface Parameters {
  /** Whether it has a value: an empty one counts as absent (RFC 6749 §3.1). */
  has(name: string): boolean
  isRepeated(name: string): boolean
  /** The one value; undefined where it is absent, empty (RFC 6749 §3.1) or repeated. */
  only(name: string): string | undefined
}

/** Reads the parameters of a query string or of a form-encoded body. */
export function readParameters(encoded: string): Parameters {
  const values = new URLSearchParams(encoded)
  const all = (name: string) => values.getAll(name)
  return {
    has: (name) => all(name).some((value) => value !== ''),
    isRepeated: (name) => all(name).length > 1,
    only: (name) => {
      const [value, ...more] = all(name)
      return more.length > 0 || value === '' ? undefined : value
    },
  }
}
