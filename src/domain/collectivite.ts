import { z } from 'zod'
import { AccessibilityStatement } from './accessibility-statement.ts'
import type { Colour } from './contrast.ts'
import { RegisteredUrl } from './registered-url.ts'

const SecretText = z.string().min(1).max(512)

/** Where a collectivite's FranceConnect client is registered. */
export const FranceConnectEnvironment = z.enum(['production', 'sandbox', 'simulator'])
export type FranceConnectEnvironment = z.infer<typeof FranceConnectEnvironment>

/** One FranceConnect client of a collectivite, as its file says it. */
export const FranceConnectClientFile = z
  .strictObject({
    environment: FranceConnectEnvironment.optional(),
    issuer: RegisteredUrl.optional(),
    /** Says that a bare issuer serves real people. */
    real: z.boolean().optional(),
    client_id: z.string().min(1).max(255),
    client_secret: SecretText.optional(),
    client_secret_file: z.string().min(1).optional(),
    signing_alg: z.enum(['ES256', 'RS256']).default('ES256'),
    /** Asks how the citizen logged in; FranceConnect ends the login where the client has no right to it. */
    amr: z.boolean().default(false),
    habilitation: z
      .strictObject({
        datapass: z.string().optional(),
        scopes: z.array(z.string().regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/)),
      })
      .optional(),
  })
  .refine(({ environment, issuer }) => (environment === undefined) !== (issuer === undefined), {
    message: 'expected either environment (production, sandbox or simulator) or issuer',
  })
  .refine(({ issuer, real }) => real === undefined || issuer !== undefined, {
    message: 'real goes with issuer; an environment says it by itself',
    path: ['real'],
  })
  .refine(
    (client) => (client.client_secret === undefined) !== (client.client_secret_file === undefined),
    { message: 'expected either client_secret or client_secret_file', path: ['client_secret'] },
  )
export type FranceConnectClientFile = z.infer<typeof FranceConnectClientFile>

const ClientId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'expected 1 to 64 letters, digits, dots, dashes or underscores, a letter or digit first',
  )

// What sha256sum says of nothing, and of a line with nothing in it: the secret's variable was not set.
const hashesOfNothing: readonly string[] = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b',
]

interface FormSecrets {
  readonly client_secret?: string | undefined
  readonly client_secret_file?: string | undefined
  readonly client_secret_sha256?: string | undefined
}

/** The members of a form's file that say its secret: one at most is to be there. */
export function secretsOf(form: FormSecrets): string[] {
  const { client_secret, client_secret_file, client_secret_sha256 } = form
  const given = [client_secret, client_secret_file, client_secret_sha256]
  return given.filter((secret) => secret !== undefined)
}

/** A form: a demarche as one collectivite publishes it, an OAuth client (RFC 7591 §2 names its metadata). */
export const FormFile = z
  .strictObject({
    client_id: ClientId,
    demarche: z.string().min(1),
    redirect_uris: z.array(RegisteredUrl).min(1).max(50),
    post_logout_redirect_uris: z.array(RegisteredUrl).max(50).default([]),
    client_secret: SecretText.optional(),
    client_secret_file: z.string().min(1).optional(),
    /** SHA-256 of the secret in hexadecimal, where the file must not hold the secret itself. */
    client_secret_sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal characters, lower case')
      .refine((hash) => !hashesOfNothing.includes(hash), 'this is the hash of an empty secret')
      .optional(),
    token_endpoint_auth_method: z
      .enum(['none', 'client_secret_basic', 'client_secret_post'])
      .optional(),
    id_token_signed_response_alg: z.enum(['ES256', 'RS256']).default('ES256'),
    jwks: z.strictObject({ keys: z.array(z.unknown()).min(1) }).optional(),
    jwks_uri: RegisteredUrl.optional(),
    franceconnect: z.string().optional(),
    without: z.array(z.string()).default([]),
    inputs: z.record(z.string(), z.string().min(1).max(200)).default({}),
    alternative_url: RegisteredUrl.optional(),
  })
  .refine((form) => secretsOf(form).length <= 1, {
    message: 'expected one of client_secret, client_secret_file and client_secret_sha256',
    path: ['client_secret'],
  })
  .refine((form) => form.jwks === undefined || form.jwks_uri === undefined, {
    message: 'expected jwks or jwks_uri, not both',
    path: ['jwks_uri'],
  })
  .refine(
    (form) => {
      const method = form.token_endpoint_auth_method
      const hasSecret = secretsOf(form).length > 0
      return method === undefined || (method !== 'none') === hasSecret
    },
    {
      message: 'a secret goes with client_secret_basic or client_secret_post, none goes without',
      path: ['token_endpoint_auth_method'],
    },
  )
export type FormFile = z.infer<typeof FormFile>

/** The name of a collectivite's FranceConnect client where it has one only. */
export const defaultFranceConnect = 'default'

function isOneClient(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['client_id', 'environment', 'issuer'].some((member) => Object.hasOwn(value, member))
  )
}

/**
 * The path of a value as its file writes it: where there is one client only, no name stands between
 * `franceconnect` and its members.
 */
export function writtenPath(file: unknown, path: readonly PropertyKey[]): readonly PropertyKey[] {
  const client =
    typeof file === 'object' && file !== null && 'franceconnect' in file && file.franceconnect
  const isUnnamed = path[0] === 'franceconnect' && path[1] === defaultFranceConnect
  return isUnnamed && isOneClient(client) ? ['franceconnect', ...path.slice(2)] : path
}

/** Where API Particulier answers, where that is not what FranceConnect's environment says. */
const ApiParticulierFile = z.strictObject({ base_url: RegisteredUrl })

/** A collectivite's client at the tax office's gateway. */
const ImpotParticulierFile = z
  .strictObject({
    base_url: RegisteredUrl.optional(),
    client_id: z.string().min(1).max(255),
    client_secret: SecretText.optional(),
    client_secret_file: z.string().min(1).optional(),
    /** `ID_Teleservice`. */
    teleservice: z.string().min(1).max(255).optional(),
  })
  .refine(
    (client) => (client.client_secret === undefined) !== (client.client_secret_file === undefined),
    { message: 'expected either client_secret or client_secret_file', path: ['client_secret'] },
  )
export type ImpotParticulierFile = z.infer<typeof ImpotParticulierFile>

const ThemeFile = z.strictObject({
  /** A file beside the collectivite's. */
  logo: z.string().min(1).max(200).optional(),
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'expected a colour such as "#14508c"')
    .transform((text): Colour => `#${text.slice(1).toLowerCase()}`)
    .optional(),
})
export type ThemeFile = z.infer<typeof ThemeFile>

/** A local authority, as its file says it: who it is, its FranceConnect client or clients, its forms. */
export const CollectiviteFile = z.strictObject({
  name: z.string().min(1).max(200),
  siret: z
    .string('expected a SIRET: 14 digits, in quotes')
    .regex(/^\d{14}$/, 'expected a SIRET: 14 digits, in quotes'),
  franceconnect: z.preprocess(
    (value) => (isOneClient(value) ? { [defaultFranceConnect]: value } : value),
    z.record(z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), FranceConnectClientFile),
  ),
  api_particulier: ApiParticulierFile.optional(),
  impot_particulier: ImpotParticulierFile.optional(),
  theme: ThemeFile.optional(),
  privacy_contact: z.string().min(1).max(200).optional(),
  accessibility: AccessibilityStatement.optional(),
  forms: z.array(FormFile).min(1),
})
export type CollectiviteFile = z.infer<typeof CollectiviteFile>
