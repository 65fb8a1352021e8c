import type { Language } from '../domain/languages.ts'

/** What the smallest file of a collectivite needs to be told. */
export interface CollectiviteDraft {
  readonly name: string
  readonly siret: string
  readonly clientId: string
  /** The name of its demarche. */
  readonly demarche: string
  /** The address of the form's page. */
  readonly pageUrl: string
  /** Field → the page's input name, where they differ. */
  readonly inputs: Readonly<Record<string, string>>
  /** Whether the demarche asks the tax office, which knows a client of its own. */
  readonly asksTaxOffice: boolean
  /** Where the schema is, seen from the file; undefined for no word about it. */
  readonly schema?: string | undefined
}

/** A SIRET whose check digit is right, and which is nobody's. */
export const inventedSiret = '21740010800015'

/** The variables that a drafted file refers to. */
export const draftSecrets = { franceconnect: 'FC_SECRET', taxOffice: 'IMPOT_SECRET' } as const

interface Words {
  readonly head: string
  readonly siret: string
  readonly environment: string
  readonly contact: string
  readonly address: string
  readonly inputs: string
}

const words: Readonly<Record<Language, Words>> = {
  fr: {
    head: 'Votre collectivité et ses formulaires. Chaque clé possible : config/examples/collectivites/collectivite.yaml',
    siret: 'Le SIRET de votre collectivité, entre guillemets. Celui-ci est inventé.',
    environment:
      'simulator pour essayer sur votre machine, puis sandbox (bac à sable de FranceConnect), puis production.',
    contact:
      'À qui les usagers écrivent au sujet de leurs données : votre délégué à la protection des données.',
    address: 'L’adresse exacte de la page du formulaire : celle que montre le navigateur.',
    inputs: 'Vos champs de saisie qui portent un autre nom que le champ de la démarche.',
  },
  en: {
    head: 'Your local authority and its forms. Every key that there is: config/examples/collectivites/collectivite.yaml',
    siret: 'The SIRET of your local authority, in quotes. This one is made up.',
    environment:
      'simulator to try on your machine, then sandbox (FranceConnect’s own test platform), then production.',
    contact: 'Whom citizens write to about their data: your data protection officer.',
    address: 'The exact address of the form’s page, as the browser shows it.',
    inputs: 'Your inputs that bear another name than the field of the demarche.',
  },
}

// Every JSON string is a YAML string (YAML 1.2 §1.3), whatever stands in it.
const text = (value: string) => JSON.stringify(value)

const taxOffice = [
  'impot_particulier:',
  '  client_id: demo-impot',
  `  client_secret: \${${draftSecrets.taxOffice}}`,
]

function inputLines(inputs: CollectiviteDraft['inputs'], comment: string): string[] {
  const lines = Object.entries(inputs).map(([field, name]) => `      ${text(field)}: ${text(name)}`)
  return lines.length === 0 ? [] : [`    # ${comment}`, '    inputs:', ...lines]
}

/**
 * Writes the file of a collectivite with one form, against the simulator, with a word on each line that the
 * reader will have to change.
 */
export function draftCollectivite(draft: CollectiviteDraft, language: Language): string {
  const say = words[language]
  const lines = [
    ...(draft.schema === undefined ? [] : [`# yaml-language-server: $schema=${draft.schema}`]),
    `# ${say.head}`,
    `name: ${text(draft.name)}`,
    `# ${say.siret}`,
    `siret: ${text(draft.siret)}`,
    'franceconnect:',
    `  # ${say.environment}`,
    '  environment: simulator',
    '  client_id: demo',
    `  client_secret: \${${draftSecrets.franceconnect}}`,
    '  signing_alg: ES256',
    ...(draft.asksTaxOffice ? taxOffice : []),
    `# ${say.contact}`,
    'privacy_contact: dpo@exemple.fr',
    'forms:',
    `  - client_id: ${text(draft.clientId)}`,
    `    demarche: ${text(draft.demarche)}`,
    `    # ${say.address}`,
    `    redirect_uris: [${text(draft.pageUrl)}]`,
    `    post_logout_redirect_uris: [${text(draft.pageUrl)}]`,
    ...inputLines(draft.inputs, say.inputs),
  ]
  return `${lines.join('\n')}\n`
}
