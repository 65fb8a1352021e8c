import { isLoopback } from '../../../domain/registered-url.ts'
import type { Consultation } from '../consultation.ts'
import { type Finding, find } from '../finding.ts'
import { judgeSigningKeys } from './judge-signing-keys.ts'

// Loopback by name or number; the port does not matter.
const isOnThisMachine = (hostname: string) => isLoopback(new URL(`http://${hostname}`))

function judgeRedisUrl({ redisUrl }: Consultation): Finding[] {
  if (redisUrl === undefined) return []
  const { protocol, hostname, password } = new URL(redisUrl)
  if (isOnThisMachine(hostname)) return []
  const findings: Finding[] = []
  const place = { where: 'REDIS_URL' }
  if (protocol === 'redis:')
    findings.push(
      find(
        'redis-without-tls',
        place,
        `what goes to ${hostname} can be read and changed on its way: codes, and what they buy`,
        'write rediss://, or reach Redis over a network that nobody else is on and --ignore redis-without-tls',
      ),
    )
  if (password === '')
    findings.push(
      find(
        'redis-without-password',
        place,
        `whoever reaches ${hostname} can take logins over`,
        'make a user with what it needs only (docs/operations.md) and write rediss://user:password@host',
      ),
    )
  return findings
}

/** What the start only remarks on. */
function remarkOf(notice: string): Finding[] {
  const [, name, said = ''] = /^([A-Z_]+):? (.*)$/s.exec(notice) ?? []
  if (name === 'SIGNING_KEYS_FILE')
    return [
      find(
        'readable-keys',
        { where: name },
        said,
        'chmod 600 it, and give it to the user of the service',
      ),
    ]
  if (name === 'TRUST_PROXY')
    return [
      find('trust-proxy', { where: name }, said, 'TRUST_PROXY=1 behind one proxy, 0 behind none'),
    ]
  return []
}

/** Judges the environment beyond what the start refuses of it. */
export async function judgeInstance(
  consultation: Consultation,
  notices: readonly string[],
): Promise<Finding[]> {
  return [
    ...notices.flatMap(remarkOf),
    ...judgeRedisUrl(consultation),
    ...(await judgeSigningKeys(consultation)),
  ]
}
