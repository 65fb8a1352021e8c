import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { loadConfig } from '../../src/config.ts'
import { inSlices, type Steps } from '../../src/configuration/steps.ts'
import type { Form } from '../../src/domain/form.ts'
import { createFormRegistry } from '../../src/domain/form-registry.ts'
import { formTag } from '../../src/sealing/login-state.ts'
import { watchConfiguration } from '../../src/watch-configuration.ts'
import {
  collectiviteFile,
  formFile,
  productionEnvironment,
} from '../support/configuration-folder.ts'

const demarches = ['repas', 'bibliotheque', 'acte-naissance', 'piscine', 'sport']
const shared = 'https://ville.fr/fin'

const town = (index: number) =>
  collectiviteFile({
    name: `Ville n° ${index}`,
    forms: ['a', 'b', 'c', 'd', 'e'].map((letter, place) =>
      formFile({
        client_id: `ville-${index}-${letter}`,
        demarche: demarches[place % 3],
        redirect_uris: [`https://ville-${index}.fr/${letter}`],
        post_logout_redirect_uris: [shared],
      }),
    ),
  })

const towns = Array.from({ length: 200 }, (_, index) => town(index))

const yaml = ({ name, siret, franceconnect, forms }: ReturnType<typeof town>) => `name: ${name}
siret: "${siret}"
franceconnect: ${JSON.stringify(franceconnect)}
forms:
${(forms as object[]).map((form) => `  - ${JSON.stringify(form)}\n`).join('')}`

const inItem = (text: string) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`

const writings: [string, Record<string, unknown>][] = [
  ['one JSON list', { 'collectivites/all.json': JSON.stringify(towns, null, 1) }],
  [
    'one YAML list',
    {
      'collectivites/all.yaml': `# ${'é'.repeat(100_000)}\n${towns.map((one) => inItem(yaml(one))).join('')}`,
    },
  ],
  [
    'a YAML file each',
    Object.fromEntries(
      towns.map((one, index) => [
        `collectivites/${String(index).padStart(4, '0')}.yaml`,
        yaml(one),
      ]),
    ),
  ],
]

const told = ({ client_id, collectivite, demarche, redirect_uris }: Form) => [
  client_id,
  collectivite.name,
  demarche.name,
  redirect_uris[0],
]

const expected = towns.flatMap((_, index) =>
  ['a', 'b', 'c', 'd', 'e'].map((letter, place) => [
    `ville-${index}-${letter}`,
    `Ville n° ${index}`,
    demarches[place % 3],
    `https://ville-${index}.fr/${letter}`,
  ]),
)

test.each(writings)(
  'when 200 towns have 5 forms each in %s, then all are there, and share what is equal',
  (_, files) => {
    const { forms } = loadConfig(productionEnvironment(files))
    expect(forms.map(told)).toEqual(expected)
    const [first, , third, fourth] = forms
    const other = forms[5]
    expect(fourth?.demarche).toBe(first?.demarche)
    expect(other?.demarche).toBe(first?.demarche)
    expect(other?.scopes).toBe(first?.scopes)
    expect(other?.authentication).toBe(first?.authentication)
    expect(third?.access).toBe(first?.access)
    expect(third?.collectivite).toBe(first?.collectivite)
    expect(third?.post_logout_redirect_uris).toBe(first?.post_logout_redirect_uris)
  },
)

test.each(writings.slice(0, 2))(
  'when %s is read anew, then everyone else has their turn in between',
  async (_, files) => {
    const environment = productionEnvironment(files)
    const config = loadConfig(environment)
    const forms = createFormRegistry(config.forms, formTag)
    const said: unknown[] = []
    const say = (fields: object, message: string) => void said.push({ ...fields, message })
    let turns = 0
    let clock = 0
    const watch = watchConfiguration({
      files: config.files!,
      forms,
      people: config.people,
      algorithms: () => ['ES256'],
      log: { info: say, warn: say, error: say },
      everyMilliseconds: 3_600_000,
      pause: async () => {},
      slicing: {
        letGo: async () => {
          turns += 1
        },
        // Every step of the work takes a millisecond, and a slice five.
        elapsed: () => {
          clock += 1
          return clock
        },
      },
    })
    await watch.check()
    turns = 0
    const [file] = Object.keys(files)
    const text = String(files[file!]).replaceAll('https://ville-7.fr/a', 'https://ville-7.fr/autre')
    writeFileSync(join(String(environment.CONFIG_DIR), file!), text)
    await watch.check()
    watch.stop()
    expect(said).toEqual([
      { event: 'reload', file, forms: 1000, message: 'configuration reloaded' },
    ])
    expect(forms.find('ville-7-a')?.redirect_uris).toEqual(['https://ville-7.fr/autre'])
    expect(forms.size).toBe(1000)
    // At least one step for each town read and for each form put in its place.
    expect(turns).toBeGreaterThanOrEqual((200 + 2 * 1000) / 5)
  },
)

test('when work is in slices, then none is longer than some milliseconds, and its result comes', async () => {
  let now = 0
  const slices: number[] = []
  let began = 0
  function* work(): Steps<string> {
    for (let step = 0; step < 10; step += 1) {
      now += 2
      yield
    }
    return 'done'
  }
  const letGo = async () => {
    slices.push(now - began)
    now += 100
    began = now
  }
  expect(await inSlices(work(), { letGo, elapsed: () => now })).toBe('done')
  expect(slices).toEqual([6, 6, 6])
})
