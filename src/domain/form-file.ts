import { z } from 'zod'
import { RegisteredUrl } from './registered-url.ts'
import { SecretPath, SecretText } from './secret-file.ts'

/** The name of a form, unique over all files. */
export const ClientId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'expected 1 to 64 letters, digits, dots, dashes or underscores, a letter or digit first',
  )
  .meta({
    description: 'The name of the form: the widget’s client-id. Unique over all files.',
    examples: ['ma-ville-cantine'],
  })

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

const secretMembers = ['client_secret', 'client_secret_file', 'client_secret_sha256'] as const

/** The members of a form's file that say its secret: one at most is to be there. */
export function secretsOf(form: FormSecrets): string[] {
  const given = secretMembers.map((member) => form[member])
  return given.filter((secret) => secret !== undefined)
}

const method = 'token_endpoint_auth_method'
const holds = (...members: string[]) => ({ required: members })
const holdsSecret = { anyOf: secretMembers.map((member) => holds(member)) }

/** What is refined below, in the words of JSON Schema. */
const rulesForEditors = {
  allOf: [
    { not: holds('client_secret', 'client_secret_file') },
    { not: holds('client_secret', 'client_secret_sha256') },
    { not: holds('client_secret_file', 'client_secret_sha256') },
    { not: holds('jwks', 'jwks_uri') },
  ],
  anyOf: [
    { not: holds(method) },
    { properties: { [method]: { const: 'none' } }, not: holdsSecret },
    {
      properties: { [method]: { enum: ['client_secret_basic', 'client_secret_post'] } },
      ...holdsSecret,
    },
  ],
}

const secretMembersOfForm = {
  client_secret: SecretText.optional().meta({
    description: `For a form with a back end: the secret that it proves itself with, as \${NAME}. Without any secret the form is public, and its page proves itself by PKCE.`,
  }),
  client_secret_file: SecretPath.optional(),
  /** SHA-256 of the secret in hexadecimal, where the file must not hold the secret itself. */
  client_secret_sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal characters, lower case')
    .refine((hash) => !hashesOfNothing.includes(hash), 'this is the hash of an empty secret')
    .optional()
    .meta({
      description:
        'The SHA-256 of the secret, instead of the secret: printf %s "$SECRET" | sha256sum',
      not: { enum: [...hashesOfNothing] },
    }),
  token_endpoint_auth_method: z
    .enum(['none', 'client_secret_basic', 'client_secret_post'])
    .optional()
    .describe(
      'How the form proves itself at /token. Default: none without a secret; with one, either way that carries it.',
    ),
}

const keyMembers = {
  id_token_signed_response_alg: z
    .enum(['ES256', 'RS256'])
    .default('ES256')
    .describe('How its ID tokens are signed: RS256 for a library that knows no ES256.'),
  jwks: z
    .strictObject({
      keys: z.array(z.unknown()).min(1).describe('Public keys as JWK; none of them private.'),
    })
    .optional()
    .describe(
      'The public key that its prefill tokens are encrypted to. For forms with a back end; a sensitive demarche demands it, or jwks_uri.',
    ),
  jwks_uri: RegisteredUrl.optional().describe('Where that key is published, instead of jwks.'),
}

const addresses = {
  redirect_uris: z
    .array(RegisteredUrl)
    .min(1)
    .max(50)
    .meta({
      description:
        'The addresses of the page that holds the form, or to which the back end is called back: compared character by character. https, without fragment or wildcard.',
      examples: [['https://www.ma-ville.fr/cantine']],
    }),
  post_logout_redirect_uris: z
    .array(RegisteredUrl)
    .max(50)
    .default([])
    .describe('Where citizens may return to after they logged out.'),
  alternative_url: RegisteredUrl.optional().describe(
    'The way without FranceConnect, to which error pages lead. Default: the form’s own address.',
  ),
}

/** A form: a demarche as one collectivite publishes it, an OAuth client (RFC 7591 §2 names its metadata). */
export const FormFile = z
  .strictObject({
    client_id: ClientId,
    demarche: z
      .string()
      .min(1)
      .meta({
        description:
          'The procedure: the name of a file of demarches/, of the shipped catalogue or of CONFIG_DIR.',
        examples: ['restauration-scolaire', 'bibliotheque'],
      }),
    ...addresses,
    ...secretMembersOfForm,
    ...keyMembers,
    franceconnect: z
      .string()
      .optional()
      .describe('Which of the collectivite’s FranceConnect clients, where it has several.'),
    without: z
      .array(z.string())
      .default([])
      .meta({
        description: 'Fields of the demarche that this form has no use for: they are not asked.',
        examples: [['nom_usage', 'courriel']],
      }),
    inputs: z
      .record(z.string(), z.string().min(1).max(200))
      .default({})
      .meta({
        description:
          'Field → the name of its input, where the page’s names cannot be changed; also prefill_token.',
        examples: [{ nom: 'wpforms[fields][3]', prefill_token: 'wpforms[fields][12]' }],
      }),
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
  .meta({ description: 'One form of the collectivite.', ...rulesForEditors })
export type FormFile = z.infer<typeof FormFile>
