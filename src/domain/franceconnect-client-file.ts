import { z } from 'zod'
import { RegisteredUrl } from './registered-url.ts'
import { hasOneSecret, oneSecret, SecretPath, SecretText } from './secret-file.ts'

/** Where a collectivite's FranceConnect client is registered. */
export const FranceConnectEnvironment = z.enum(['production', 'sandbox', 'simulator']).meta({
  description:
    'Which FranceConnect: production serves real people, sandbox is FranceConnect’s own test platform (“intégration”), simulator the one of this package, in development only.',
})
export type FranceConnectEnvironment = z.infer<typeof FranceConnectEnvironment>

const Scope = z.string().regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/)

const Habilitation = z
  .strictObject({
    datapass: z.string().optional().describe('The number of the habilitation in DataPass.'),
    scopes: z.array(Scope).meta({
      description: 'The scopes that the habilitation grants, by FranceConnect’s own names.',
      examples: [['identite_pivot', 'email', 'cnaf_quotient_familial']],
    }),
  })
  .optional()
  .describe(
    'What DataPass granted. A form that needs more is refused when the service starts, not by FranceConnect in front of a citizen. Without it nothing is checked.',
  )

/** One FranceConnect client of a collectivite, as its file says it. */
export const FranceConnectClientFile = z
  .strictObject({
    environment: FranceConnectEnvironment.optional(),
    issuer: RegisteredUrl.optional().meta({
      description:
        'The issuer of another FranceConnect, instead of environment. It counts as serving test people unless real says otherwise.',
      examples: ['https://fcp-low.sbx.dev-franceconnect.fr/api/v2'],
    }),
    /** Says that a bare issuer serves real people. */
    real: z.boolean().optional().describe('Goes with issuer: true where it serves real people.'),
    client_id: z.string().min(1).max(255).describe('The “client ID” that FranceConnect gave.'),
    client_secret: SecretText.optional(),
    client_secret_file: SecretPath.optional(),
    signing_alg: z
      .enum(['ES256', 'RS256'])
      .default('ES256')
      .describe(
        'How FranceConnect signs for this client, as it was declared there. Anything else is refused.',
      ),
    /** Asks how the citizen logged in; FranceConnect ends the login where the client has no right to it. */
    amr: z
      .boolean()
      .default(false)
      .describe(
        'Asks how citizens logged in (amr) and passes it on. Only where FranceConnect opened it to this client: without the right it ends every login.',
      ),
    habilitation: Habilitation,
  })
  .refine(({ environment, issuer }) => (environment === undefined) !== (issuer === undefined), {
    message: 'expected either environment (production, sandbox or simulator) or issuer',
  })
  .refine(({ issuer, real }) => real === undefined || issuer !== undefined, {
    message: 'real goes with issuer; an environment says it by itself',
    path: ['real'],
  })
  .refine(hasOneSecret, {
    message: 'expected either client_secret or client_secret_file',
    path: ['client_secret'],
  })
  .meta({
    id: 'franceconnect_client',
    description: 'A client of FranceConnect, as it was declared there.',
    // The rules above, in the words of JSON Schema.
    dependencies: { real: ['issuer'] },
    allOf: [{ oneOf: [{ required: ['environment'] }, { required: ['issuer'] }] }, oneSecret],
  })
export type FranceConnectClientFile = z.infer<typeof FranceConnectClientFile>
