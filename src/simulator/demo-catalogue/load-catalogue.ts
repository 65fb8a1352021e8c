import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { type Demarche, DemarcheFile } from '../../domain/demarche.ts'
import { resolveDemarche } from '../../domain/resolve-demarche.ts'

/** A form of the demonstration, as its town hall's file has it. */
export interface DemoForm {
  readonly clientId: string
  readonly demarche: Demarche
  /** Where its page is. */
  readonly path: string
  /** Whether its back end logs the citizens in; else the widget does. */
  readonly hasBackEnd: boolean
  /** Whether its page is made from the demarche; the others are written by hand. */
  readonly isGenerated: boolean
}

interface FormEntry {
  readonly client_id: string
  readonly demarche: string
  readonly redirect_uris: readonly [string]
  readonly alternative_url?: string
  readonly client_secret?: string
}

const config = new URL('../../../config/', import.meta.url)
const pathOf = (path: string) => fileURLToPath(new URL(path, config))
const read = (path: string): unknown => parse(readFileSync(pathOf(path), 'utf8'))

function demarcheOf(name: string): Demarche {
  const file = DemarcheFile.parse(read(`demarches/${name}.yaml`))
  return resolveDemarche(name, file).demarche
}

function demoForm(entry: FormEntry): DemoForm {
  const { client_id: clientId, alternative_url, redirect_uris, client_secret } = entry
  const path = new URL(alternative_url ?? redirect_uris[0]).pathname
  const demarche = demarcheOf(entry.demarche)
  const isGenerated = path.startsWith('/demarches/')
  return { clientId, demarche, path, hasBackEnd: client_secret !== undefined, isGenerated }
}

/** Every form of the demonstration, by title. What is wrong in the files the service itself has told at its start. */
export function loadCatalogue(): DemoForm[] {
  const folder = 'demo/collectivites'
  const files = readdirSync(pathOf(folder)).filter((name) => name.endsWith('.yaml'))
  const entries = files.flatMap(
    (name) => (read(`${folder}/${name}`) as { readonly forms: readonly FormEntry[] }).forms,
  )
  return entries
    .map(demoForm)
    .sort((one, other) => one.demarche.title.fr.localeCompare(other.demarche.title.fr, 'fr'))
}
