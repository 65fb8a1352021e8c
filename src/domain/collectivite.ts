import { z } from 'zod'
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

/** A form: a demarche as one collectivite publishes it, an OAuth client (RFC 7591 §2 names its metadata). */
export const FormFile = z
  .strictObject({
    client_id: ClientId,
    demarche: z.string().min(1),
    redirect_uris: z.array(RegisteredUrl).min(1).max(50),
    post_logout_redirect_uris: z.array(RegisteredUrl).max(50).default([]),
    client_secret: SecretText.optional(),
    client_secret_file: z.string().min(1).optional(),
    token_endpoint_auth_method: z
      .enum(['none', 'client_secret_basic', 'client_secret_post'])
      .optional(),
    id_token_signed_response_alg: z.enum(['ES256', 'RS256']).default('ES256'),
    jwks: z.strictObject({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) }).optional(),
    jwks_uri: RegisteredUrl.optional(),
    franceconnect: z.string().optional(),
    without: z.array(z.string()).default([]),
    inputs: z.record(z.string(), z.string().min(1).max(200)).default({}),
    alternative_url: RegisteredUrl.optional(),
  })
  .refine((form) => form.client_secret === undefined || form.client_secret_file === undefined, {
    message: 'expected client_secret or client_secret_file, not both',
    path: ['client_secret_file'],
  })
  .refine(
    (form) => {
      const method = form.token_endpoint_auth_method
      const hasSecret = (form.client_secret ?? form.client_secret_file) !== undefined
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
  theme: z
    .strictObject({
      logo: z.string().min(1).optional(),
      colour: z
        .string()
        .regex(/^#[0-9a-fA-F]{6}$/, 'expected a colour such as "#14508c"')
        .optional(),
    })
    .optional(),
  privacy_contact: z.string().min(1).optional(),
  forms: z.array(FormFile).min(1),
})
export type CollectiviteFile = z.infer<typeof CollectiviteFile>
