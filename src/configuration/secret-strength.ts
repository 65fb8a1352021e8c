const minimumLength = 32
const minimumDistinctCharacters = 10

/** @returns why a secret is too weak for production, or undefined where it is not */
export function secretWeakness(secret: string): string | undefined {
  if (secret.length < minimumLength)
    return `expected at least ${minimumLength} characters in each secret`
  if (secret.startsWith('demo-secret-of-'))
    return 'expected a secret of your own, not a published one'
  return new Set(secret).size < minimumDistinctCharacters
    ? 'expected a random secret; this one repeats itself'
    : undefined
}
