import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { loadConfig } from '../../src/config.ts'
import { Conformity } from '../../src/domain/accessibility-statement.ts'
import type { Form } from '../../src/domain/form.ts'
import { stateSources } from '../../src/domain/state-sources.ts'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import {
  collectiviteFile,
  formFile,
  goodSecrets,
  identityDemarche,
  productionEnvironment,
  writeFolder,
} from '../support/configuration-folder.ts'
import { snippetsOf, snippetUnder } from '../support/doc-snippets.ts'
import { aFormKeyPair } from '../support/encryption-keys.ts'
import { svg } from '../support/pictures.ts'

/** What a page leaves to its reader, filled in. */
const filled = (text: string) =>
  text.replaceAll('https://…', 'https://exemple.fr').replaceAll('"…"', '"a-name-of-theirs"')

const secrets = { MA_VILLE_FC_SECRET: 'x', MA_VILLE_IMPOT_SECRET: 'y', TRUST_PROXY: '1' }
const load = (files: Readonly<Record<string, unknown>>) =>
  loadConfig(productionEnvironment(files, secrets))

/** Loads a part of a collectivite’s file, with what it needs around it. */
function loadPart(
  part: string,
  rest: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, unknown>> = {},
) {
  const whole = collectiviteFile({ ...rest, ...parse(filled(part)) })
  return load({ 'collectivites/ma-ville.json': whole, ...more })
}

const only = ({ forms }: { readonly forms: readonly Form[] }) => {
  expect(forms).toHaveLength(1)
  return forms[0]!
}

const yamlOf = (page: string, heading: string, nth = 0) => {
  const found = snippetsOf(page).filter((one) => one.heading === heading && one.language === 'yaml')
  return found[nth]?.text ?? ''
}

describe('the configurations of README.md', () => {
  const part = (nth: number) => yamlOf('README.md', 'I run the service', nth)

  test('when the collectivite’s file is taken as it stands, then its form is served, with its theme', () => {
    const [, path = ''] = /^# CONFIG_DIR\/(\S+)\n/.exec(part(0)) ?? []
    const config = load({ [path]: part(0), 'collectivites/ma-ville.svg': svg('0 0 1 1') })
    expect(only(config)).toMatchObject({
      client_id: 'ma-ville-cantine',
      demarche: { name: 'restauration-scolaire' },
      collectivite: { name: 'Ma Ville', theme: { colour: '#14508c', logo: { type: 'svg' } } },
    })
    expect(config.people).toBe('test')
    expect(config.notices).toEqual([])
  })

  test('when its procedure is completed by its head, then groups, situations and documents are taken', () => {
    const head =
      'title: {fr: Aide}\npurpose: {fr: Aider}\nlegal_basis: public-task\nretention: P1Y\n'
    const { demarche } = only(
      load({
        'collectivites/a.json': collectiviteFile({ forms: [formFile({ demarche: 'aide' })] }),
        'demarches/aide.yaml': `${head}${part(1)}`,
      }),
    )
    expect(demarche).toMatchObject({ review: 'auto', situations: { etudiant: {}, aucune: {} } })
    const [{ document } = {}] = demarche.replaces
    expect(document).toEqual(stateSources.quotient_familial?.document)
    expect(Object.keys(demarche.fields)).toEqual([
      'quotient',
      'enfant_prenom',
      'inscrit',
      'echelon',
    ])
  })

  test('when its clients of the State are taken, then both agencies are where it says', () => {
    const forms = [formFile({ demarche: 'aide' })]
    const franceconnect = { issuer: 'https://fc.exemple.fr', client_id: 'fc', client_secret: 's' }
    const fields = 'fields: {q: {from: quotient_familial.valeur}, r: {from: impot_particulier.rfr}}'
    const demarche = `title: {fr: Aide}\npurpose: {fr: Aider}\nlegal_basis: public-task\nretention: P1Y\n${fields}\n`
    const { access } = only(
      loadPart(part(2), { forms, franceconnect }, { 'demarches/aide.yaml': demarche }),
    )
    expect(access).toMatchObject({
      api_particulier: { baseUrl: 'https://exemple.fr' },
      impot_particulier: { baseUrl: 'https://exemple.fr', teleservice: 'a-name-of-theirs' },
    })
  })
})

describe('the configurations of docs/', () => {
  test('when a form with a back end is configured as docs/clients.md says, then it is one, with either signature', async () => {
    const text = yamlOf('docs/clients.md', 'What every client is told')
    const mounted = writeFolder({ cantine: goodSecrets[1] })
    const shown = text.replace('/run/secrets', mounted)
    expect(only(loadPart(shown))).toMatchObject({
      client_id: 'ma-ville-cantine',
      id_token_signed_response_alg: 'ES256',
      authentication: { methods: ['client_secret_basic', 'client_secret_post'] },
    })
    const keys = await generateSigningKeys(Math.floor(Date.now() / 1000))
    const other = shown.replace('# id_token', 'id_token')
    expect(only(loadPart(other, {}, { 'keys.json': keys }))).toMatchObject({
      id_token_signed_response_alg: 'RS256',
    })
  })

  test('when docs/franceconnect.md’s client of the sandbox is written, then people are test people', () => {
    const text = yamlOf('docs/franceconnect.md', 'From the simulator to the sandbox')
    const config = loadPart(text)
    expect(config.people).toBe('test')
    expect(only(config).franceconnect).toMatchObject({
      client_id: 'a-name-of-theirs',
      client_secret: 'x',
    })
  })

  test('when a form publishes its key as docs/keys.md says, then its tokens are encrypted, by either line', async () => {
    const { published } = await aFormKeyPair()
    const text = yamlOf('docs/keys.md', 'Encryption to a form')
      .replace('"…"  ', `"${'0a'.repeat(32)}"  `)
      .replace('x: "…", y: "…"', `x: ${published.x}, y: ${published.y}`)
    const procedure = { 'demarches/aide-sociale.yaml': `${identityDemarche}sensitive: true\n` }
    const asWritten = only(loadPart(`forms:\n${text}`, {}, procedure))
    expect(asWritten.encryption).toBeDefined()
    const atAddress = text.replace(/^ +jwks: .*\n/m, '').replace('# or: ', '')
    expect(only(loadPart(`forms:\n${atAddress}`, {}, procedure)).encryption).toBeDefined()
    const without = text.replace(/^ +jwks: .*\n/m, '')
    expect(() => loadPart(`forms:\n${without}`, {}, procedure)).toThrow(/sensitive/)
  })

  test('when docs/pages.md’s theme is taken, then a lighter colour is told of as it shows', () => {
    const theme = yamlOf('docs/pages.md', 'Theme')
    const [, path = ''] = /^# CONFIG_DIR\/(\S+)\n/.exec(theme) ?? []
    const rest = `name: Ma Ville
siret: "13002526500013"
franceconnect: {environment: sandbox, client_id: fc, client_secret: s}
forms:
  - {client_id: a, demarche: repas, redirect_uris: [https://mairie.fr/a]}
`
    const files = (text: string) => ({
      [path]: `${rest}${text}`,
      'collectivites/ma-ville.svg': svg('0 0 1 1'),
    })
    const config = load(files(theme))
    expect(config.notices).toEqual([])
    expect(only(config).collectivite.theme).toMatchObject({
      colour: '#14508c',
      logo: { type: 'svg' },
    })
    const shown = snippetUnder('docs/pages.md', 'Theme', '').trim()
    const [notice = ''] = load(files(theme.replace('#14508c', '#ffcc00'))).notices
    expect(notice.startsWith(shown.replace(/ …$/, ' '))).toBe(true)
  })

  test('when docs/pages.md’s statement is taken, then it is the collectivite’s, and its comments are the rules', () => {
    const text = yamlOf('docs/pages.md', 'Accessibility statement')
    const { accessibility } = only(loadPart(text)).collectivite
    expect(accessibility).toMatchObject({
      status: 'partially_conformant',
      audit: { rate: 74.5 },
      contact: { url: 'https://exemple.fr', phone: '01 23 45 67 89' },
    })
    const [, statuses = ''] = /status: .*# (.*)/.exec(text) ?? []
    expect(statuses.split(' | ')).toEqual(Conformity.options)
  })
})
