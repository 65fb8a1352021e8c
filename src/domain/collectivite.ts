import { z } from 'zod'
import { AccessibilityStatement } from './accessibility-statement.ts'
import type { Colour } from './contrast.ts'
import { FormFile } from './form-file.ts'
import { FranceConnectClientFile } from './franceconnect-client-file.ts'
import { RegisteredUrl } from './registered-url.ts'
import { hasOneSecret, oneSecret, SecretPath, SecretText } from './secret-file.ts'

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
const ApiParticulierFile = z
  .strictObject({ base_url: RegisteredUrl.describe('Where API Particulier answers.') })
  .describe(
    'Only where API Particulier is elsewhere than the environment of FranceConnect says: behind a proxy, or with a bare issuer.',
  )

/** A collectivite's client at the tax office's gateway. */
const ImpotParticulierFile = z
  .strictObject({
    base_url: RegisteredUrl.optional().describe(
      'Where the tax office’s gateway answers: it tells its address to those whom it authorised. With the simulator it is known.',
    ),
    client_id: z.string().min(1).max(255).describe('The identifier that the DGFiP gave.'),
    client_secret: SecretText.optional(),
    client_secret_file: SecretPath.optional(),
    /** `ID_Teleservice`. */
    teleservice: z
      .string()
      .min(1)
      .max(255)
      .optional()
      .describe('ID_Teleservice, where the DGFiP gave one.'),
  })
  .refine(hasOneSecret, {
    message: 'expected either client_secret or client_secret_file',
    path: ['client_secret'],
  })
  .meta({
    description: 'The client at the tax office (API Impôt particulier), for demarches that use it.',
    ...oneSecret,
  })
export type ImpotParticulierFile = z.infer<typeof ImpotParticulierFile>

const ThemeFile = z
  .strictObject({
    /** A file beside the collectivite's. */
    logo: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'A file beside this one: SVG or PNG.', examples: ['logo.svg'] }),
    colour: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/, 'expected a colour such as "#14508c"')
      .transform((text): Colour => `#${text.slice(1).toLowerCase()}`)
      .optional()
      .meta({
        description: 'The colour of buttons and links; a shade of it that can be read is used.',
        examples: ['#14508c'],
      }),
  })
  .describe('What the citizen’s pages of this service wear in the collectivite’s name.')
export type ThemeFile = z.infer<typeof ThemeFile>

const FranceConnectClients = z.record(
  z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  FranceConnectClientFile,
)

/** A local authority, as its file says it: who it is, its FranceConnect client or clients, its forms. */
export const CollectiviteFile = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .meta({ description: 'As citizens know it.', examples: ['Ville de Démonstration'] }),
  siret: z
    .string('expected a SIRET: 14 digits, in quotes')
    .regex(/^\d{14}$/, 'expected a SIRET: 14 digits, in quotes')
    .meta({
      description:
        'Its SIRET: 14 digits, in quotes. The agencies are told on whose behalf they are asked.',
      examples: ['21740010800015'],
    }),
  franceconnect: z
    .preprocess(
      (value) => (isOneClient(value) ? { [defaultFranceConnect]: value } : value),
      FranceConnectClients,
    )
    .describe(
      'Its client of FranceConnect; or several by name (real: …, test: …), from which each form picks one.',
    ),
  api_particulier: ApiParticulierFile.optional(),
  impot_particulier: ImpotParticulierFile.optional(),
  theme: ThemeFile.optional(),
  privacy_contact: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({
      description: 'Whom citizens ask about their data: an address, a telephone number, a page.',
      examples: ['dpo@ma-ville.fr'],
    }),
  accessibility: AccessibilityStatement.optional(),
  forms: z.array(FormFile).min(1).describe('The forms that it publishes.'),
})
export type CollectiviteFile = z.infer<typeof CollectiviteFile>
