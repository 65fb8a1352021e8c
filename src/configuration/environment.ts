import { isIP } from 'node:net'
import { z } from 'zod'
import { isLoopback } from '../domain/registered-url.ts'
import type { ConfigurationMistake } from './mistakes.ts'
import { SecurityContacts, SecurityPolicy } from './security-contact.ts'

type Variables = Readonly<Record<string, string | undefined>>

const Port = z
  .string()
  .regex(/^\d{1,5}$/, 'expected a port, 0 to 65535')
  .transform(Number)
  .refine((port) => port <= 65535, 'expected a port, 0 to 65535')

const longestDrainSeconds = 30

const Seconds = z
  .string()
  .regex(/^\d{1,2}$/, `expected seconds, 0 to ${longestDrainSeconds}`)
  .transform(Number)
  .refine((seconds) => seconds <= longestDrainSeconds, `expected 0 to ${longestDrainSeconds}`)

const Mode = z.enum(['production', 'development', 'test'])
export type Mode = z.infer<typeof Mode>

const PublicUrl = z
  .string()
  .transform((text) => text.replace(/\/$/, ''))
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'expected an origin such as https://prefill.exemple.fr',
  )

const namedNetworks: readonly string[] = ['loopback', 'linklocal', 'uniquelocal']

// What Express's `trust proxy` understands (a number of hops, addresses, networks): anything else throws there.
function isTrust(text: string): boolean {
  if (/^\d{1,2}$/.test(text)) return true
  return text.split(',').every((entry) => {
    const [address = '', prefix, ...more] = entry.trim().split('/')
    if (namedNetworks.includes(address)) return prefix === undefined
    const bits = isIP(address) === 6 ? 128 : 32
    const fits = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)
    return isIP(address) !== 0 && fits && more.length === 0
  })
}

/** The process's settings that are no secret. An empty variable counts as absent. */
const SettingsSchema = z.object({
  NODE_ENV: Mode.default('production'),
  PUBLIC_URL: PublicUrl.optional(),
  PORT: Port.default(3000),
  HOST: z.string().default('0.0.0.0'),
  CONFIG_DIR: z.string().optional(),
  SIGNING_KEYS_FILE: z.string().optional(),
  MANAGEMENT_PORT: Port.default(9464),
  TRUST_PROXY: z
    .string()
    .refine(isTrust, 'expected a number of proxies, or their addresses separated by commas')
    .optional(),
  DRAIN_SECONDS: Seconds.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SIMULATOR_PORT: Port.default(4000),
  SECURITY_CONTACT: SecurityContacts.optional(),
  SECURITY_POLICY: SecurityPolicy.optional(),
})

export interface Settings
  extends Omit<z.infer<typeof SettingsSchema>, 'PUBLIC_URL' | 'DRAIN_SECONDS'> {
  readonly PUBLIC_URL: string
  /** How long a service that was told to stop takes requests still. */
  readonly DRAIN_SECONDS: number
}

// As long as it takes a load balancer to learn that an instance is leaving.
const drainSecondsOf = (mode: Mode) => (mode === 'production' ? 5 : 0)

function publicUrlMistake(url: string | undefined, mode: Mode): string | undefined {
  if (url === undefined)
    return mode === 'production' ? 'is not set; expected our public origin' : undefined
  const parsed = new URL(url)
  if (parsed.protocol === 'https:') return undefined
  if (mode !== 'production' && parsed.protocol === 'http:' && isLoopback(parsed)) return undefined
  return 'expected https (http on loopback with NODE_ENV=development only)'
}

/** The variables that can be read; the others are mistakes, and count as absent so that the rest is judged too. */
function readVariables(environment: Variables) {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const issues = SettingsSchema.safeParse(present).error?.issues ?? []
  const mistakes: ConfigurationMistake[] = issues.map(({ path, message }) => ({
    where: String(path[0]),
    message,
  }))
  const readable = Object.entries(present).filter(
    ([name]) => !mistakes.some(({ where }) => where === name),
  )
  return { variables: SettingsSchema.parse(Object.fromEntries(readable)), mistakes }
}

/**
 * Reads the process's settings.
 * @returns the settings, with the defaults in place of what is wrong, and every mistake
 */
export function readSettings(environment: Variables): {
  readonly settings: Settings
  readonly mistakes: readonly ConfigurationMistake[]
} {
  const { variables, mistakes } = readVariables(environment)
  const { PUBLIC_URL, DRAIN_SECONDS = drainSecondsOf(variables.NODE_ENV), ...rest } = variables
  const isToldAlready = mistakes.some(({ where }) => where === 'PUBLIC_URL')
  const urlMistake = isToldAlready ? undefined : publicUrlMistake(PUBLIC_URL, rest.NODE_ENV)
  if (urlMistake !== undefined) mistakes.push({ where: 'PUBLIC_URL', message: urlMistake })
  return {
    settings: {
      ...rest,
      PUBLIC_URL: PUBLIC_URL ?? `http://localhost:${rest.PORT}`,
      DRAIN_SECONDS,
    },
    mistakes,
  }
}
