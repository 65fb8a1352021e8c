import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { loadConfig } from '../../src/config.ts'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import { goodSecrets, productionEnvironment, writeFolder } from '../support/configuration-folder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const collectivite = read('config/examples/collectivites/collectivite.yaml')
const demarche = read('config/examples/demarches/exemple.yaml')

const secrets = {
  MA_VILLE_FC_SECRET: 'x',
  MA_VILLE_DGFIP_SECRET: 'y',
  MA_VILLE_ETAT_CIVIL_SECRET: goodSecrets[1],
}

describe('the annotated examples', () => {
  test('when the service starts with them in production, then it takes every form of them', async () => {
    const mounted = writeFolder({ 'ma-ville-fc': 'z', 'ma-ville-pacs': goodSecrets[0] })
    const logo = read('config/demo/collectivites/demo.svg')
    const files = {
      'keys.json': await generateSigningKeys(Math.floor(Date.now() / 1000)),
      'collectivites/collectivite.yaml': collectivite.replaceAll('/run/secrets', mounted),
      'collectivites/logo.svg': logo,
      'demarches/exemple.yaml': demarche,
    }
    const { forms, people } = loadConfig(productionEnvironment(files, secrets))
    expect(people).toBe('real')
    expect(forms.map(({ client_id, demarche }) => [client_id, demarche.name])).toEqual([
      ['ma-ville-cantine', 'exemple'],
      ['ma-ville-etat-civil', 'acte-naissance'],
      ['ma-ville-pacs', 'pacs'],
      ['ma-ville-salles', 'reservation-salle'],
    ])
    expect(Object.keys(forms[0]!.demarche.fields)).not.toContain('nom_usage')
    expect(forms[2]!.encryption).toBeDefined()
  })

  type Schema = Readonly<Record<string, unknown>>
  type Paths = readonly (readonly string[])[]

  const isObject = (value: unknown): value is Schema =>
    typeof value === 'object' && value !== null && !Array.isArray(value)

  /** The keys of a schema by the path on which a file has them; `*` for a name of the file's own choice. */
  function pathsOf(node: unknown, whole: Schema, path: readonly string[] = []): Paths {
    if (!isObject(node)) return []
    const definitions = (whole.definitions ?? {}) as Schema
    const referred = typeof node.$ref === 'string' ? node.$ref.split('/').at(-1) : undefined
    if (referred !== undefined) return pathsOf(definitions[referred], whole, path)
    const own = isObject(node.properties) ? Object.entries(node.properties) : []
    return [
      ...own.flatMap(([key, one]) => [[...path, key], ...pathsOf(one, whole, [...path, key])]),
      ...pathsOf(node.additionalProperties, whole, [...path, '*']),
      ...pathsOf(node.items, whole, path),
      ...(Array.isArray(node.anyOf) && own.length === 0
        ? node.anyOf.flatMap((one) => pathsOf(one, whole, path))
        : []),
    ]
  }

  function has(value: unknown, path: readonly string[]): boolean {
    const [key, ...rest] = path
    if (key === undefined) return true
    if (Array.isArray(value)) return value.some((one) => has(one, path))
    if (!isObject(value)) return false
    if (key === '*') return Object.values(value).some((one) => has(one, rest))
    return Object.hasOwn(value, key) && has(value[key], rest)
  }

  test.each([
    // With one client its keys stand directly under `franceconnect`: told in words. The other is a comment.
    [
      'collectivite',
      collectivite,
      /^franceconnect\.(?!\*)|^impot_particulier\.client_secret_file$/,
    ],
    ['demarche', demarche, undefined],
  ])('when a %s may have a key, then its example has it', (name, text, told) => {
    const schema = JSON.parse(read(`schemas/${name}.schema.json`))
    const keys = pathsOf(schema, schema)
    expect(keys.length).toBeGreaterThan(20)
    const missing = keys
      .filter((path) => !has(parse(text), path))
      .map((path) => path.join('.'))
      .filter((path) => told === undefined || !told.test(path))
    expect(missing).toEqual([])
    expect(collectivite).toContain('\n  # client_secret_file: /run/secrets/ma-ville-dgfip\n')
  })

  // What the head of the file explains, once for all.
  const explainedOnce = ['fr', 'en', 'keys', 'by', 'document', 'fields', 'age-at-least']

  test.each([
    ['collectivite', collectivite],
    ['demarche', demarche],
  ])('when a key stands in the example of a %s, then words above it explain it', (name, text) => {
    const schema = JSON.parse(read(`schemas/${name}.schema.json`))
    const keys = new Set(pathsOf(schema, schema).map((path) => path.at(-1)!))
    const explained = [...text.matchAll(/^ *# .*\n *(?:- )?(?:# )?([a-z_0-9]+):/gm)].map(
      ([, key]) => key,
    )
    const silent = [...keys].filter((key) => key !== '*' && !explained.includes(key))
    expect(silent.filter((key) => !explainedOnce.includes(key))).toEqual([])
  })
})
