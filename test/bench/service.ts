import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { askableHeap, heapOf } from '../support/heap-of.ts'
import { freePort } from '../support/start-demo-process.ts'
import { type Child, startChild } from './child.ts'
import {
  clientIdOf,
  franceConnect,
  publicUrl,
  redirectUriOf,
  type Setting,
  siret,
} from './options.ts'

const sourceFields = [
  '  quotient: {from: quotient_familial.valeur}',
  '  rsa: {from: revenu_solidarite_active.est_beneficiaire}',
  '  css: {from: complementaire_sante_solidaire.est_beneficiaire}',
]

const demarche = (sources: number) => `title: {fr: Banc d’essai}
purpose: {fr: Mesurer ce que coûte une connexion}
legal_basis: public-task
retention: P1Y
fields:
  nom:            {from: franceconnect.family_name, lock: true}
  premier_prenom: {from: franceconnect.given_name_array, transform: [first]}
  ne_le:          {from: franceconnect.birthdate}
  commune:        {from: franceconnect.birthplace, transform: [commune-name]}
  civilite:       {from: franceconnect.gender, options: {female: Mme, male: M.}}
  courriel:       {from: franceconnect.email}
  majeur:         {from: franceconnect.birthdate, transform: [{age-at-least: 18}]}
${sourceFields.slice(0, sources).join('\n')}
`

const formsOfOne = 5

/** One collectivite for every five forms, as they are in life, each with its own client at FranceConnect. */
function collectivites({ forms }: Setting, issuer: string): object[] {
  return Array.from({ length: Math.ceil(forms / formsOfOne) }, (_, index) => ({
    name: `Mairie ${index}`,
    siret,
    franceconnect: { issuer, ...franceConnect },
    api_particulier: { base_url: `${new URL(issuer).origin}/api-particulier` },
    forms: Array.from({ length: Math.min(formsOfOne, forms - index * formsOfOne) }, (_, place) => {
      const clientId = clientIdOf(index * formsOfOne + place)
      return { client_id: clientId, demarche: 'bench', redirect_uris: [redirectUriOf(clientId)] }
    }),
  }))
}

function signingKeys(): object {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = privateKey.export({ format: 'jwk' })
  return { keys: [{ ...jwk, kid: 'bench', alg: 'ES256', use: 'sig' }] }
}

/** Writes the service's configuration into an empty folder. */
export function writeConfiguration(folder: string, setting: Setting, issuer: string): void {
  for (const name of ['demarches', 'collectivites'])
    mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'demarches/bench.yaml'), demarche(setting.sources))
  const files = JSON.stringify(collectivites(setting, issuer))
  writeFileSync(join(folder, 'collectivites/all.json'), files)
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(signingKeys()), { mode: 0o600 })
}

export interface ServiceOptions {
  readonly setting: Setting
  /** Where its configuration stands. */
  readonly folder: string
  /** Of the authority that signed FranceConnect's certificate. */
  readonly certificateFile: string
  readonly redisUrl: string | undefined
  readonly core: number
  /** Further arguments of Node, for a profile. */
  readonly nodeArguments?: readonly string[]
}

/** The service as it is run. */
export interface Service extends Child {
  readonly port: number
  /** From its start to its first ready answer. */
  readonly coldStartMilliseconds: number
  /** What is left of its heap when all garbage is collected, in MB. */
  liveMegabytes(): Promise<number>
}

/** What `npm start` gives to Node. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  return scripts.start.split(' ').slice(1)
}

async function untilReady(port: number): Promise<void> {
  for (let count = 0; count < 3000; count += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await sleep(10)
  }
  throw new Error('the service does not become ready')
}

/**
 * Starts the built service with production's settings behind one proxy, its log on. Where FranceConnect is plain
 * http, which production refuses, NODE_ENV is `development`; nothing on a login's way depends on it.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { setting, folder, certificateFile, redisUrl, core } = options
  const port = await freePort()
  const managementPort = await freePort()
  const lines: string[] = []
  const startedAt = performance.now()
  const nodeArguments = [...askableHeap, ...(options.nodeArguments ?? [])]
  const child = startChild([...nodeArguments, ...startArguments()], {
    core,
    env: {
      NODE_ENV: setting.protocol === 'https' ? 'production' : 'development',
      NODE_EXTRA_CA_CERTS: certificateFile,
      PUBLIC_URL: publicUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      MANAGEMENT_PORT: String(managementPort),
      CONFIG_DIR: folder,
      SECRETS: randomBytes(32).toString('base64url'),
      SIGNING_KEYS_FILE: join(folder, 'keys.json'),
      TRUST_PROXY: '1',
      ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
    },
    heard: (line) => {
      if (lines.length < 100) lines.push(line)
    },
  })
  const ended = new Promise<never>((_resolve, reject) =>
    child.process.once('close', () => reject(new Error(`the service ended: ${lines.join('\n')}`))),
  )
  await Promise.race([untilReady(managementPort), ended])
  ended.catch(() => undefined)
  return {
    ...child,
    port,
    coldStartMilliseconds: performance.now() - startedAt,
    liveMegabytes: () => heapOf(child.process),
  }
}
