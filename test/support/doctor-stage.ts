import { join } from 'node:path'
import type { Consultation } from '../../src/cli/doctor/consultation.ts'
import { examine } from '../../src/cli/doctor/examine.ts'
import type { Finding } from '../../src/cli/doctor/finding.ts'
import { readOrder } from '../../src/cli/doctor/order.ts'
import type { Report } from '../../src/cli/doctor/report.ts'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import { goodSecrets, writeFolder } from './configuration-folder.ts'

/** Noon of a day on which nothing ends. */
export const today = new Date('2026-11-28T12:00:00Z')
export const instant = today.getTime() / 1000

/** How a file refers to the secret of its client. */
export const reference = `\${FC_SECRET}`

export const soundCollectivite = `name: Mairie
siret: "13002526500013"
privacy_contact: dpo@mairie.fr
franceconnect:
  environment: sandbox
  client_id: fc
  client_secret: ${reference}
  habilitation: {scopes: [identite_pivot, email]}
forms:
  - client_id: cantine
    demarche: repas
    redirect_uris: [https://mairie.fr/cantine]
`

export const soundDemarche = `title: {fr: Inscription au service, en: Registration}
purpose: {fr: Inscrire votre enfant, en: Register your child}
legal_basis: public-task
retention: P1Y
fields:
  nom:      {from: franceconnect.family_name, lock: true}
  prenom:   {from: franceconnect.given_name_array, transform: [first], label: {fr: Prénom, en: First name}}
  civilite: {from: franceconnect.gender, options: {female: Mme, male: M.}}
  ne_le:    {from: franceconnect.birthdate}
  courriel: {from: franceconnect.email}
`

const keys = generateSigningKeys(instant - 86_400)

/** What is otherwise than in a sound configuration. */
export interface Illness {
  /** Texts of files by their path, or what is replaced in those that are there. */
  readonly files?: Readonly<Record<string, unknown>>
  readonly replace?: Readonly<Record<string, readonly [from: string, to: string]>>
  readonly variables?: Readonly<Record<string, string | undefined>>
  readonly args?: readonly string[]
  readonly askOutside?: (consultation: Consultation) => Promise<readonly Finding[]>
  readonly now?: Date
}

function replaced(text: string, [from, to]: readonly [string, string] = ['', '']): string {
  if (!text.includes(from)) throw new TypeError(`there is no ${from}`)
  return text.replace(from, () => to)
}

/** Writes a sound configuration with an illness, and has it examined. */
export async function diagnose(illness: Illness = {}): Promise<Report & { folder: string }> {
  const { files = {}, replace = {}, variables = {}, args = [], now = today } = illness
  const sound = {
    'collectivites/mairie.yaml': soundCollectivite,
    'demarches/repas.yaml': soundDemarche,
  }
  const texts = Object.entries(sound).map(([path, text]) => [path, replaced(text, replace[path])])
  const folder = writeFolder({
    'keys.json': await keys,
    ...Object.fromEntries(texts),
    ...files,
  })
  const environment = {
    PUBLIC_URL: 'https://prefill.exemple.fr',
    SECRETS: goodSecrets[0],
    SIGNING_KEYS_FILE: join(folder, 'keys.json'),
    CONFIG_DIR: folder,
    TRUST_PROXY: '1',
    FC_SECRET: 'secret-of-franceconnect',
    ...variables,
  }
  const order = readOrder(args.map((word) => word.replace('FOLDER', folder)))
  if (order === undefined) throw new TypeError(`not understood: ${args.join(' ')}`)
  const askOutside = illness.askOutside ?? (async () => [])
  const report = await examine(order, { variables: environment, now: () => now, askOutside })
  return { ...report, folder }
}
