import { randomBytes } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { z } from 'zod'
import { readSettings, type Settings } from './configuration/environment.ts'
import { readJsonFile } from './configuration/json-file.ts'
import { judgePeople } from './configuration/judge-people.ts'
import {
  type ConfigurationFiles,
  formsOf,
  loadConfiguration,
  noticesOf,
} from './configuration/load-configuration.ts'
import {
  ConfigurationError,
  type ConfigurationMistake,
  printMistake,
} from './configuration/mistakes.ts'
import { readRedisUrl } from './configuration/redis-url.ts'
import { secretFromEnvironment } from './configuration/secret-reference.ts'
import { secretWeakness } from './configuration/secret-strength.ts'
import { createSharedParts } from './configuration/shared-parts.ts'
import { atOnce } from './configuration/steps.ts'
import type { Form } from './domain/form.ts'
import type { Environment } from './domain/prefill-claims.ts'
import { stateAt } from './signing/key-lifecycle.ts'

/** Everything that the process is started with. */
export interface Config {
  readonly settings: Settings
  /** Newest first. */
  readonly secrets: readonly string[]
  /** The parsed SIGNING_KEYS_FILE; undefined where development makes keys up. */
  readonly signingKeys: unknown
  /** Where the shared store is, with its password; undefined for a store in memory. */
  readonly redisUrl: string | undefined
  readonly forms: readonly Form[]
  /** The files that the forms stand in, to be watched; undefined where there is no CONFIG_DIR. */
  readonly files: ConfigurationFiles | undefined
  /** Whom this instance serves; undefined where it has no form. */
  readonly people: Environment | undefined
  /** What was made up for development, or had better be otherwise, one sentence each. */
  readonly notices: readonly string[]
}

type Variables = Readonly<Record<string, string | undefined>>

/** A part of the configuration: found, or wrong. */
interface Part<T> {
  readonly value: T
  readonly mistakes: readonly ConfigurationMistake[]
  readonly notices?: readonly string[]
}

function readSecrets(variables: Variables, { NODE_ENV }: Settings): Part<string[]> {
  const found = secretFromEnvironment('SECRETS', variables)
  if ('fault' in found) {
    if (NODE_ENV === 'production' || variables.SECRETS_FILE)
      return { value: [], mistakes: [{ where: 'SECRETS', message: found.fault }] }
    const notices = ['SECRETS is not set: made one up; logins under way do not outlive a restart']
    return { value: [randomBytes(32).toString('base64url')], mistakes: [], notices }
  }
  const value = found.secret.split(',').map((secret) => secret.trim())
  const faults = NODE_ENV === 'production' ? value.map(secretWeakness) : []
  const mistakes = [...new Set(faults)].flatMap((message) =>
    message === undefined ? [] : [{ where: 'SECRETS', message }],
  )
  return { value, mistakes }
}

function exposed(file: string): string[] {
  // Mounted secrets are often readable by all inside their container: told, not refused.
  return (statSync(file).mode & 0o077) === 0
    ? []
    : [`SIGNING_KEYS_FILE: ${file} can be read by others than its owner`]
}

function readSigningKeys({ NODE_ENV, SIGNING_KEYS_FILE: file }: Settings): Part<unknown> {
  const where = 'SIGNING_KEYS_FILE'
  if (file === undefined)
    return NODE_ENV === 'production'
      ? {
          value: undefined,
          mistakes: [
            { where, message: 'is not set; make keys with `franceconnect-prefill keys init`' },
          ],
        }
      : {
          value: undefined,
          mistakes: [],
          notices: [
            `${where} is not set: made keys up; tokens signed with them cannot be verified after a restart`,
          ],
        }
  const read = readJsonFile(file)
  return 'fault' in read
    ? { value: undefined, mistakes: [{ where, message: read.fault }] }
    : { value: read.value, mistakes: [], notices: exposed(file) }
}

function readFiles(variables: Variables, settings: Settings): Part<ConfigurationFiles | undefined> {
  const { CONFIG_DIR: folder, NODE_ENV: mode, SIMULATOR_PORT: simulatorPort } = settings
  const refused = (message: string) => ({
    value: undefined,
    mistakes: [{ where: 'CONFIG_DIR', message }],
  })
  if (folder === undefined)
    return refused('is not set; expected the folder that holds collectivites/')
  if (!existsSync(folder)) return refused(`the folder ${folder} does not exist`)
  const context = { environment: variables, mode, simulatorPort, shared: createSharedParts() }
  const { files, mistakes } = atOnce(loadConfiguration(folder, context))
  return files.owners.size === 0 && mistakes.length === 0
    ? refused(`${folder}/collectivites holds no form`)
    : { value: files, mistakes, notices: noticesOf(files).map(printMistake) }
}

/** The algorithms that the forms' tokens are signed with. */
export function neededAlgorithms(forms: readonly Form[]): ('ES256' | 'RS256')[] {
  return [...new Set(['ES256' as const, ...forms.map((form) => form.id_token_signed_response_alg)])]
}

/** As much of SIGNING_KEYS_FILE as tells whether RS256 can be signed; signing/key-file.ts judges the rest. */
const KeySet = z.object({
  keys: z.array(
    z.looseObject({
      kty: z.string(),
      valid_from: z.number().default(0),
      valid_until: z.number().optional(),
      revoked_at: z.number().optional(),
    }),
  ),
})

function unsignable(forms: readonly Form[], signingKeys: unknown): ConfigurationMistake[] {
  const form = forms.find(({ id_token_signed_response_alg: alg }) => alg === 'RS256')
  if (form === undefined || signingKeys === undefined) return []
  const now = Date.now() / 1000
  const keys = KeySet.safeParse(signingKeys).data?.keys ?? []
  const signs = keys.some(
    (key) => key.kty === 'RSA' && key.revoked_at === undefined && stateAt(key, now) === 'active',
  )
  const message = `${form.client_id} wants RS256 ID tokens; add an RSA key`
  return signs ? [] : [{ where: 'SIGNING_KEYS_FILE', message }]
}

function proxyNotice({ NODE_ENV, TRUST_PROXY }: Settings): string[] {
  return NODE_ENV === 'production' && TRUST_PROXY === undefined
    ? [
        'TRUST_PROXY is not set: behind a proxy, all citizens would share one rate limit; set 0 for none',
      ]
    : []
}

/**
 * Reads the whole configuration: the environment and every file of CONFIG_DIR.
 * @param variables the process's environment; every secret also as NAME_FILE
 * @returns every mistake, and what could be read: not to be started with where there is any
 */
export function examineConfig(variables: Variables): {
  readonly config: Config
  readonly mistakes: readonly ConfigurationMistake[]
} {
  const { settings, mistakes: settingMistakes } = readSettings(variables)
  const secrets = readSecrets(variables, settings)
  const signingKeys = readSigningKeys(settings)
  const redisUrl = readRedisUrl(variables)
  const files = readFiles(variables, settings)
  const forms = files.value === undefined ? [] : formsOf(files.value)
  const parts: Part<unknown>[] = [secrets, signingKeys, redisUrl, files]
  const mistakes = [
    ...settingMistakes,
    ...parts.flatMap((part) => part.mistakes),
    ...judgePeople(forms, settings),
    ...unsignable(forms, signingKeys.value),
  ]
  const config = {
    settings,
    secrets: secrets.value,
    signingKeys: signingKeys.value,
    redisUrl: redisUrl.value,
    forms,
    files: files.value,
    people: forms[0]?.franceconnect.environment,
    notices: [...parts.flatMap((part) => part.notices ?? []), ...proxyNotice(settings)],
  }
  return { config, mistakes }
}

/**
 * Reads the whole configuration, to start with it.
 * @throws ConfigurationError with every mistake at once
 */
export function loadConfig(variables: Variables): Config {
  const { config, mistakes } = examineConfig(variables)
  if (mistakes.length > 0) throw new ConfigurationError(mistakes)
  return config
}
