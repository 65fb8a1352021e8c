const minimumLength = 32
const minimumDistinctCharacters = 10

/** Whether a secret is one of those that the simulator and the demonstration publish: it opens nothing else. */
export const isPublished = (secret: string) => secret.startsWith('demo-secret-of-')

/** @returns why a secret is too weak for production, or undefined where it is not */
export function secretWeakness(secret: string): string | undefined {
  if (secret.length < minimumLength)
    return `expected at least ${minimumLength} characters in each secret`
  if (isPublished(secret)) return 'expected a secret of your own, not a published one'
  return new Set(secret).size < minimumDistinctCharacters
    ? 'expected a random secret; this one repeats itself'
    : undefined
}
