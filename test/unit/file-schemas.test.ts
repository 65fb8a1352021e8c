import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { catalogue } from '../../src/domain/catalogue.ts'
import { CollectiviteFile } from '../../src/domain/collectivite.ts'
import { DemarcheFile } from '../../src/domain/demarche.ts'
import { collectiviteFile, formFile, goodSecrets } from '../support/configuration-folder.ts'
import { publishedSchema } from '../support/json-schema.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const inFolder = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `${folder}/${name}`)

const collectivite = publishedSchema('collectivite')
const demarche = publishedSchema('demarche')

const shipped = {
  collectivite: ['config/demo/collectivites', 'config/examples/collectivites'].flatMap(inFolder),
  demarche: ['config/demarches', 'config/examples/demarches'].flatMap(inFolder),
}

test('when the zod schemas say something else, then the script tells that the files are out of date', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/schemas.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

describe('a file that is shipped', () => {
  test.each([
    ...shipped.collectivite.map((path) => [path, 'collectivite', collectivite] as const),
    ...shipped.demarche.map((path) => [path, 'demarche', demarche] as const),
  ])(
    'when %s is opened in an editor, then it finds its schema, and underlines nothing',
    (path, name, judge) => {
      const text = read(path)
      const address = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1] ?? 'none'
      const schema = join(dirname(path), address)
      expect(schema).toBe(`schemas/${name}.schema.json`)
      expect(existsSync(join(root, schema))).toBe(true)
      expect(judge(parse(text))).toEqual([])
    },
  )
})

interface Node {
  readonly properties?: Readonly<Record<string, Node & { readonly description?: string }>>
  readonly [member: string]: unknown
}

/** Every property of a schema by name, wherever it stands in it. */
function propertiesOf(node: unknown): [string, Node & { readonly description?: string }][] {
  if (typeof node !== 'object' || node === null) return []
  const own = Object.entries((node as Node).properties ?? {})
  const described = own.filter(([, one]) =>
    Object.keys(one).some((key) => key !== 'const' && key !== 'enum'),
  )
  return [...described, ...Object.values(node).flatMap(propertiesOf)]
}

test.each(['collectivite', 'demarche'])(
  'when a key of a %s is hovered over, then the editor says what it is for',
  (name) => {
    const silent = propertiesOf(JSON.parse(read(`schemas/${name}.schema.json`)))
      .filter(([, { description, $ref }]) => description === undefined && $ref === undefined)
      .map(([key]) => key)
    expect(silent).toEqual([])
  },
)

const client = (changes: object) =>
  collectiviteFile({
    franceconnect: {
      fc: { environment: 'sandbox', client_id: 'x', client_secret: 's', ...changes },
    },
  })
const form = (changes: object) => collectiviteFile({ forms: [formFile({ ...changes })] })
const impot = (changes: object) =>
  collectiviteFile({ impot_particulier: { client_id: 'x', ...changes } })
const statement = (changes: object) =>
  collectiviteFile({
    accessibility: { status: 'not_conformant', established_on: '2026-10-12', ...changes },
  })
const keys = { keys: [{ kty: 'EC' }] }

describe('a collectivite', () => {
  // In JSON an absent member is one that is undefined here.
  const written = (value: object): unknown => JSON.parse(JSON.stringify(value))

  test.each<[string, object]>([
    ['a SIRET of three digits', collectiviteFile({ siret: '123' })],
    ['a SIRET without quotes', collectiviteFile({ siret: 21740010800015 })],
    ['no name', collectiviteFile({ name: undefined })],
    ['a member that nobody knows', collectiviteFile({ sirett: '1' })],
    ['no form', collectiviteFile({ forms: [] })],
    ['a colour by name', collectiviteFile({ theme: { colour: 'red' } })],
    ['a client_id with an accent', form({ client_id: 'cassée' })],
    ['an empty client_id', form({ client_id: '' })],
    ['a client_id with a space', form({ client_id: 'a b' })],
    ['a client_id of 65 letters', form({ client_id: 'a'.repeat(65) })],
    ['no redirect_uri', form({ redirect_uris: [] })],
    ['51 redirect_uris', form({ redirect_uris: Array(51).fill('https://ville.fr/') })],
    ['an http address', form({ redirect_uris: ['http://ville.fr/'] })],
    ['an address on a host named like loopback', form({ redirect_uris: ['http://localhost.fr/'] })],
    ['a fragment', form({ redirect_uris: ['https://ville.fr/#x'] })],
    ['a wildcard', form({ redirect_uris: ['https://*.ville.fr/'] })],
    ['an address that is none', form({ alternative_url: 'ville.fr' })],
    ['HS256 for ID tokens', form({ id_token_signed_response_alg: 'HS256' })],
    ['a method without a secret', form({ token_endpoint_auth_method: 'client_secret_basic' })],
    [
      'a secret and the method none',
      form({ token_endpoint_auth_method: 'none', client_secret: goodSecrets[0] }),
    ],
    ['two secrets', form({ client_secret: goodSecrets[0], client_secret_file: '/x' })],
    ['a hash and a file', form({ client_secret_sha256: '0'.repeat(64), client_secret_file: '/x' })],
    [
      'the hash of nothing',
      form({
        client_secret_sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      }),
    ],
    ['keys twice', form({ jwks: keys, jwks_uri: 'https://ville.fr/jwks' })],
    ['an empty input name', form({ inputs: { nom: '' } })],
    ['environment and issuer', client({ issuer: 'https://fc.fr' })],
    ['neither environment nor issuer', client({ environment: undefined })],
    ['real without issuer', client({ real: true })],
    ['no secret at FranceConnect', client({ client_secret: undefined })],
    ['two secrets at FranceConnect', client({ client_secret_file: '/x' })],
    ['an http issuer', client({ environment: undefined, issuer: 'http://fc.fr/' })],
    ['HS256 at FranceConnect', client({ signing_alg: 'HS256' })],
    ['a scope with a space', client({ habilitation: { scopes: ['a b'] } })],
    ['a client with a capital in its name', collectiviteFile({ franceconnect: { Fc: {} } })],
    ['no secret at the tax office', impot({})],
    ['two secrets at the tax office', impot({ client_secret: 's', client_secret_file: '/x' })],
    ['a date that is none', statement({ established_on: '12/10/2026' })],
    ['a contact without a way', statement({ contact: {} })],
  ])('when it has %s, then editors underline what the service refuses', (_, value) => {
    expect(CollectiviteFile.safeParse(value).success).toBe(false)
    expect(collectivite(written(value))).not.toEqual([])
    expect(collectivite(written([value]))).not.toEqual([])
  })

  // docs/configuration.md lists them.
  test.each<[string, object]>([
    ['credentials in an address', form({ redirect_uris: ['https://a:b@ville.fr/'] })],
    ['a status that no audit earned', statement({ status: 'conformant' })],
  ])('when it has %s, then only the service refuses it', (_, value) => {
    expect(CollectiviteFile.safeParse(value).success).toBe(false)
    expect(collectivite(written(value))).toEqual([])
  })

  test.each<[string, object]>([
    ['as little as it can', collectiviteFile()],
    ['one client by name', client({})],
    ['an issuer', client({ environment: undefined, issuer: 'https://fc.fr', real: true })],
    ['loopback addresses', form({ redirect_uris: ['http://localhost:8080/a', 'http://[::1]/'] })],
    ['loopback by any name', form({ redirect_uris: ['http://a.localhost/', 'HTTP://127.0.0.1'] })],
    ['a secret', form({ client_secret: 's' })],
    [
      'a secret by its hash, and its method',
      form({
        client_secret_sha256: '0'.repeat(64),
        token_endpoint_auth_method: 'client_secret_post',
      }),
    ],
    ['the method none', form({ token_endpoint_auth_method: 'none' })],
    ['no secret but a file at the tax office', impot({ client_secret_file: '/x' })],
  ])('when it has %s, then nothing is underlined that the service takes', (_, value) => {
    expect(CollectiviteFile.safeParse(value).success).toBe(true)
    expect(collectivite(written(value))).toEqual([])
    expect(collectivite(written([value, value]))).toEqual([])
  })
})

describe('a demarche', () => {
  const file = (changes: object) => ({
    title: { fr: 'X' },
    purpose: { fr: 'X' },
    legal_basis: 'consent',
    retention: 'P1Y',
    fields: { nom: { from: 'franceconnect.family_name' } },
    ...changes,
  })
  const field = (changes: object) =>
    file({ fields: { nom: { from: 'franceconnect.family_name', ...changes } } })

  test.each<[string, object]>([
    ['no French title', file({ title: { en: 'X' } })],
    ['a basis that is none', file({ legal_basis: 'because' })],
    ['a retention in words', file({ retention: 'un an' })],
    ['an empty retention', file({ retention: 'P' })],
    ['a field with a capital', file({ fields: { Nom: { from: 'franceconnect.family_name' } } })],
    ['a transform that is none', field({ transform: ['upper-case'] })],
    ['an age of 0', field({ transform: [{ 'age-at-least': 0 }] })],
    ['a group of 21', file({ groups: { enfant: { list: 'quotient_familial.enfants', max: 21 } } })],
    ['a situation without a label', file({ situations: { a: {} } })],
    ['a document for no field', file({ replaces: [{ document: { fr: 'x' }, fields: [] }] })],
    ['a member that nobody knows', file({ titel: 'X' })],
  ])('when it has %s, then editors underline what the service refuses', (_, value) => {
    expect(DemarcheFile.safeParse(value).success).toBe(false)
    expect(demarche(value)).not.toEqual([])
  })

  test.each<[string, object]>([
    ['a claim that FranceConnect has not', field({ from: 'franceconnect.surname' })],
    ['no claim', field({ from: 'franceconnect' })],
    [
      'a source that nobody knows in a situation',
      file({ situations: { a: { label: { fr: 'A' }, sources: ['caf'] } } }),
    ],
  ])(
    'when it has %s, then editors underline it as well: the catalogue is in the schema',
    (_, value) => {
      expect(demarche(value)).not.toEqual([])
    },
  )

  test('when it has every claim of the catalogue, and one of a group, then none is underlined', () => {
    const claims = Object.entries(catalogue).flatMap(([source, one]) =>
      Object.keys(one.claims).map((claim) => `${source}.${claim}`),
    )
    const fields = [...claims, 'enfant.prenoms'].map((from, index) => [`f${index}`, { from }])
    expect(fields.length).toBeGreaterThan(50)
    expect(demarche(file({ fields: Object.fromEntries(fields) }))).toEqual([])
  })
})
