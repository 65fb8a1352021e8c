import { z } from 'zod'

/** A secret in a file of the configuration: a reference to the environment, or (in development) the secret itself. */
export const SecretText = z
  .string()
  .min(1)
  .max(512)
  .meta({
    description: `The secret: as \${NAME}, which reads the environment variable NAME (or the file that NAME_FILE names). It is better not written out here.`,
    examples: [`\${MA_VILLE_FC_SECRET}`],
  })

/** Where a secret is mounted, as containers do. */
export const SecretPath = z
  .string()
  .min(1)
  .meta({
    description:
      'The path of a file that holds the secret and nothing else; instead of client_secret.',
    examples: ['/run/secrets/ma-ville-fc'],
  })

interface ClientSecret {
  readonly client_secret?: string | undefined
  readonly client_secret_file?: string | undefined
}

/** Whether exactly one of the two is there. */
export const hasOneSecret = (client: ClientSecret): boolean =>
  (client.client_secret === undefined) !== (client.client_secret_file === undefined)

/** The same rule for editors, as JSON Schema. */
export const oneSecret = {
  oneOf: [{ required: ['client_secret'] }, { required: ['client_secret_file'] }],
} as const
