import { type ExaminedRedis, examineRedis } from '../../../stores/examine-redis.ts'
import type { Consultation } from '../consultation.ts'
import { type Finding, find } from '../finding.ts'
import { judgeClock } from './judge-clock.ts'
import type { Outside } from './outside.ts'

const where = 'REDIS_URL'
const acl =
  'ACL SETUSER prefill on >… resetkeys ~franceconnect-prefill:* resetchannels -@all +get +getdel +set +ping'

// Redis's own words for what it has against us.
const cures: Readonly<Record<string, string>> = {
  NOPERM: `give the user what it needs: ${acl}`,
  OOM: 'it is full: give it more memory, or find who else fills it',
  READONLY: 'this is a replica: write the address of the primary',
  MISCONF: 'it cannot write to its disk, and takes nothing more until it can',
  ERR: 'Redis 6.2 or later, or Valkey, is needed',
}

function judgeRights({ refused, policy }: ExaminedRedis): Finding[] {
  const told = refused.map(({ command, reason }) =>
    find('redis-refuses', { where }, `${command} is refused: ${reason}`, cures[reason]),
  )
  if (policy === undefined) return told
  const message =
    'the user may read the settings of Redis: who takes the service over takes Redis over'
  const privileged = find('redis-privileges', { where }, message, acl)
  if (policy === 'noeviction') return [...told, privileged]
  const evicting = `maxmemory-policy is ${policy}: when Redis is full, logins under way are forgotten`
  return [
    ...told,
    privileged,
    find('redis-evicts', { where }, evicting, 'maxmemory-policy noeviction'),
  ]
}

/** Uses the shared store once, as the service does. */
export async function askRedis({ redisUrl }: Consultation, outside: Outside): Promise<Finding[]> {
  if (redisUrl === undefined) return []
  const { now, random, redisMilliseconds: limitMilliseconds } = outside
  const seconds = () => now().getTime() / 1000
  const from = seconds()
  const key = `doctor:${random(32)}`
  const examined = await examineRedis({ url: redisUrl, key, limitMilliseconds })
  const { away, time } = examined
  const instead =
    'see that it runs, that this machine may reach it, and that user and password are right'
  if (away !== undefined)
    return [find('redis-away', { where }, `Redis gives no usable answer: ${away}`, instead)]
  const clock = { where, theirs: time, from, until: seconds(), isDecisive: false }
  return [...judgeRights(examined), ...judgeClock(clock)]
}
