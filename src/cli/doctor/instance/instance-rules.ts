const warning = (summary: string) => ({ level: 'warning', summary }) as const
const advice = (summary: string) => ({ level: 'advice', summary }) as const

/** What is judged of the environment beyond what the start refuses. */
export const instanceRules = {
  'key-expires': warning('soon no key will sign'),
  'old-key': advice('a key has signed for more than a year'),
  'readable-keys': warning('the file of the signing keys can be read by others than its owner'),
  'trust-proxy': warning('nothing says whether a proxy stands in front of the service'),
  'redis-without-tls': warning('Redis is reached over a network without TLS'),
  'redis-without-password': warning('Redis is reached over a network without a password'),
} as const
