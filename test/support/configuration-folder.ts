import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from '@jest/globals'

const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/**
 * Writes a folder of configuration files, gone when the test file ends.
 * @param files texts, or values written as JSON, by their path in the folder
 */
export function writeFolder(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'prefill-config-'))
  folders.push(folder)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(
      join(folder, path),
      typeof content === 'string' ? content : JSON.stringify(content),
      { mode: 0o600 },
    )
  }
  return folder
}

/** A demarche that needs no state source, as a file. */
export const identityDemarche = `title: {fr: Inscription à la cantine}
purpose: {fr: Inscrire votre enfant}
legal_basis: public-task
retention: P1Y
fields:
  nom:            {from: franceconnect.family_name, lock: true}
  nom_usage:      {from: franceconnect.preferred_username}
  premier_prenom: {from: franceconnect.given_name_array, transform: [first]}
  civilite:       {from: franceconnect.gender, options: {female: Mme, male: M.}}
  ne_le:          {from: franceconnect.birthdate, lock: true}
  courriel:       {from: franceconnect.email}
`

/** A form as a file says it. */
export const formFile = (changes: Readonly<Record<string, unknown>> = {}) => ({
  client_id: 'cantine',
  demarche: 'repas',
  redirect_uris: ['https://mairie.fr/cantine'],
  ...changes,
})

/** A collectivite as a file says it: the DINUM, which serves nobody here. */
export const collectiviteFile = (changes: Readonly<Record<string, unknown>> = {}) => ({
  name: 'Mairie',
  siret: '13002526500013',
  franceconnect: { environment: 'sandbox', client_id: 'fc', client_secret: 'fc-secret' },
  forms: [formFile()],
  ...changes,
})

/** Two random secrets, good enough for production. */
export const goodSecrets = [
  'q0vYc3Jp8mXn5sWt2bRz7kLd4hGf9aEu',
  'Zt6wQx1oPv8iNu3yBm5cKr7eJs9dHg2f',
] as const

/** The environment of a production service with these files. */
export function productionEnvironment(
  files: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, string | undefined>> = {},
): Record<string, string | undefined> {
  const folder = writeFolder({
    'keys.json': { keys: [] },
    'demarches/repas.yaml': identityDemarche,
    ...files,
  })
  return {
    PUBLIC_URL: 'https://prefill.exemple.fr',
    SECRETS: goodSecrets[0],
    SIGNING_KEYS_FILE: join(folder, 'keys.json'),
    CONFIG_DIR: folder,
    ...changes,
  }
}
