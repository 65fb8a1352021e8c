import type { ConfigurationMistake } from './mistakes.ts'
import { secretFromEnvironment } from './secret-reference.ts'

type Variables = Readonly<Record<string, string | undefined>>

const where = 'REDIS_URL'
const message = 'expected redis://[user:password@]host[:port][/database], or rediss:// for TLS'

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

function isRedisUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, pathname, search, hash } = new URL(text)
  return (
    ['redis:', 'rediss:'].includes(protocol) &&
    hostname !== '' &&
    isDecodable(username) &&
    isDecodable(password) &&
    /^\/?$|^\/\d{1,5}$/.test(pathname) &&
    search === '' &&
    hash === ''
  )
}

/**
 * Reads where the shared store is: REDIS_URL, or the file that REDIS_URL_FILE names. It holds a password, so no
 * mistake repeats it.
 * @returns undefined where neither is set: one instance, with its store in memory
 */
export function readRedisUrl(variables: Variables): {
  readonly value: string | undefined
  readonly mistakes: readonly ConfigurationMistake[]
} {
  if (!variables.REDIS_URL && !variables.REDIS_URL_FILE) return { value: undefined, mistakes: [] }
  const found = secretFromEnvironment(where, variables)
  if ('fault' in found) return { value: undefined, mistakes: [{ where, message: found.fault }] }
  return isRedisUrl(found.secret)
    ? { value: found.secret, mistakes: [] }
    : { value: undefined, mistakes: [{ where, message }] }
}
