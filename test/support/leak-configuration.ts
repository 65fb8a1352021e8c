import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { JWK } from 'jose'
import { parse } from 'yaml'
import { aFormKeyPair } from './encryption-keys.ts'
import { formOrigin } from './start-system.ts'

const root = fileURLToPath(new URL('../../config/', import.meta.url))

/** The secret of the back end of the form whose tokens are encrypted. */
export const sealedSecret = 'secret-of-the-back-end-of-sealed-tokens'

/** A confidential form with state data whose tokens are encrypted to a key of its own. */
async function sealedForm(): Promise<{ readonly yaml: string; readonly privateKey: JWK }> {
  const pair = await aFormKeyPair('sealed-1')
  const yaml = `
name: Communauté de Chiffrement
siret: "21749990400019"
franceconnect:
  environment: simulator
  client_id: demo
  client_secret: \${DEMO_FC_SECRET}
  habilitation:
    scopes: [identite_pivot, family_name, given_name, preferred_username, gender, birthdate, idp_birthdate, birthplace,
      birthcountry, email, cnaf_quotient_familial, cnaf_allocataires, cnaf_enfants]
forms:
  - client_id: demo-scelle
    demarche: restauration-scolaire
    client_secret: ${sealedSecret}
    jwks: ${JSON.stringify({ keys: [pair.published] })}
    redirect_uris: [${formOrigin}/scelle]
    post_logout_redirect_uris: [${formOrigin}/]
`
  return { yaml, privateKey: pair.privateJwk }
}

interface DemarcheFile {
  readonly purpose: { readonly fr: string }
  readonly legal_basis: string
  readonly fields: Readonly<Record<string, unknown>>
}

interface CollectiviteFile {
  readonly name: string
  readonly siret: string
  readonly forms: readonly { readonly client_id: string; readonly demarche: string }[]
}

/** The names that the configuration gives, all of which the log and the metrics may say. */
export interface ConfiguredNames {
  readonly forms: readonly string[]
  readonly collectivites: readonly string[]
  readonly sirets: readonly string[]
  readonly demarches: readonly string[]
  readonly purposes: readonly string[]
  readonly fields: readonly string[]
}

/** The configuration that leaks are looked for with: the demonstration's, and a form whose tokens are encrypted. */
export interface LeakConfiguration {
  readonly collectivites: Readonly<Record<string, string>>
  readonly privateKey: JWK
  readonly names: ConfiguredNames
}

export async function leakConfiguration(): Promise<LeakConfiguration> {
  const { yaml, privateKey } = await sealedForm()
  const read = (name: string) => readFileSync(`${root}demo/collectivites/${name}`, 'utf8')
  const described = { 'demo.yaml': read('demo.yaml'), 'scelle.yaml': yaml }
  const collectivites = { ...described, 'demo.svg': read('demo.svg') }
  const files = Object.values(described).map((text) => parse(text) as CollectiviteFile)
  const folder = `${root}demarches`
  const demarches = readdirSync(folder).map((name) => ({
    name: name.replace('.yaml', ''),
    ...(parse(readFileSync(`${folder}/${name}`, 'utf8')) as DemarcheFile),
  }))
  const names = {
    forms: files.flatMap(({ forms }) => forms.map(({ client_id }) => client_id)),
    collectivites: files.map(({ name }) => name),
    sirets: files.map(({ siret }) => siret),
    demarches: demarches.map(({ name }) => name),
    purposes: demarches.map(({ purpose }) => purpose.fr),
    fields: demarches.flatMap(({ fields }) => Object.keys(fields)),
  }
  return { collectivites, privateKey, names }
}
