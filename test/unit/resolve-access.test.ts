import { describe, expect, test } from '@jest/globals'
import { loadConfig } from '../../src/config.ts'
import {
  type AccessSettings,
  accessOf,
  resolveAccess,
} from '../../src/configuration/resolve-access.ts'
import type { ConfigurationContext } from '../../src/configuration/resolve-client.ts'
import { createSharedParts } from '../../src/configuration/shared-parts.ts'
import {
  collectiviteFile,
  formFile,
  productionEnvironment,
} from '../support/configuration-folder.ts'

const siret = '13002526500013'

const context = (mode: ConfigurationContext['mode'] = 'production'): ConfigurationContext => ({
  environment: { TAX_SECRET: 'tax secret' },
  mode,
  simulatorPort: 4000,
  root: '/etc/prefill',
  shared: createSharedParts(),
})

const tax = { client_id: 'ville', client_secret: 'tax secret' }

describe('what a collectivite says of the state APIs', () => {
  test('when it says nothing, then only for whom the data are', () => {
    expect(resolveAccess({ siret }, context())).toEqual({ settings: { siret }, faults: [] })
  })

  test('when it says everything, then addresses are without their last slash and the secret is read', () => {
    const members = {
      siret,
      api_particulier: { base_url: 'https://particulier.fr/' },
      impot_particulier: {
        base_url: 'https://impots.fr/api/',
        client_id: 'ville',
        client_secret: `\${TAX_SECRET}`,
        teleservice: 'tele',
      },
    }
    expect(resolveAccess(members, context())).toEqual({
      settings: {
        siret,
        apiParticulier: 'https://particulier.fr',
        impotParticulier: {
          key: 'ab8645013a0e88a09ecdb50378836f31',
          baseUrl: 'https://impots.fr/api',
          client_id: 'ville',
          client_secret: 'tax secret',
          teleservice: 'tele',
        },
      },
      faults: [],
    })
  })

  test('when a client is another one, then its tokens are kept under another key, wherever it stands', () => {
    const keyOf = (changes: object) =>
      resolveAccess({ siret, impot_particulier: { ...tax, ...changes } }, context()).settings
        .impotParticulier?.key
    const keys = [
      {},
      { client_id: 'autre' },
      { client_secret: 'another' },
      { base_url: 'https://i.fr' },
    ]
    expect(new Set(keys.map(keyOf)).size).toBe(4)
    expect(keyOf({ teleservice: 'x' })).toBe(keyOf({}))
  })

  test.each<[string, Parameters<typeof resolveAccess>[0], string, string]>([
    [
      'API Particulier on plain http',
      { siret, api_particulier: { base_url: 'http://localhost:1' } },
      'api_particulier',
      'expected https in production',
    ],
    [
      'the tax office on plain http',
      { siret, impot_particulier: { ...tax, base_url: 'http://localhost:1' } },
      'impot_particulier',
      'expected https in production',
    ],
    [
      'a secret that is not there',
      { siret, impot_particulier: { client_id: 'ville', client_secret: `\${NONE}` } },
      'impot_particulier',
      'NONE is not set',
    ],
  ])('when there is %s, then it is told', (_, members, member, message) => {
    expect(resolveAccess(members, context()).faults).toEqual([{ member, message }])
  })

  test('when it is development, then plain http on loopback will do', () => {
    const members = {
      siret,
      api_particulier: { base_url: 'http://localhost:1' },
      impot_particulier: { ...tax, base_url: 'http://localhost:2' },
    }
    expect(resolveAccess(members, context('development')).faults).toEqual([])
  })
})

describe('how the sources of a form are reached', () => {
  const sources = (...names: string[]) => names.map((name) => ({ name, claims: [], scopes: [] }))
  const settings: AccessSettings = { siret }
  const withTax: AccessSettings = { siret, impotParticulier: { key: 'k', ...tax } }
  const known = {
    api_particulier: 'https://particulier.fr',
    impot_particulier: 'https://impots.fr',
  }
  const reached = { recipient: siret, api_particulier: { baseUrl: 'https://particulier.fr' } }
  const particulier =
    'needs api_particulier: {base_url: …}, because its FranceConnect is no known environment'
  const impots =
    'needs impot_particulier: {base_url: …, client_id: …, client_secret: …} in the collectivite'

  test.each<[string, AccessSettings, Partial<typeof known>, object]>([
    ['the environment says where', settings, known, reached],
    [
      'the file says where',
      { siret, apiParticulier: 'https://own.fr' },
      known,
      { ...reached, api_particulier: { baseUrl: 'https://own.fr' } },
    ],
    [
      'there is a client at the tax office',
      withTax,
      known,
      { ...reached, impot_particulier: { key: 'k', ...tax, baseUrl: 'https://impots.fr' } },
    ],
    [
      'that client has its own address',
      { siret, impotParticulier: { key: 'k', ...tax, baseUrl: 'https://own.fr' } },
      known,
      { ...reached, impot_particulier: { key: 'k', ...tax, baseUrl: 'https://own.fr' } },
    ],
    [
      'nobody says where the tax office is',
      withTax,
      { api_particulier: known.api_particulier },
      reached,
    ],
    ['nobody says anything', settings, {}, { ...reached, api_particulier: { baseUrl: '' } }],
  ])('when %s, then so it is, and a form without sources is right', (_, one, addresses, access) => {
    expect(accessOf(one, addresses, [])).toEqual({ access, faults: [] })
  })

  test.each<[string, AccessSettings, Partial<typeof known>, string[], string[]]>([
    ['is reached', settings, known, ['quotient_familial'], []],
    [
      'has no address',
      settings,
      {},
      ['quotient_familial', 'service_national'],
      [`quotient_familial ${particulier}`, `service_national ${particulier}`],
    ],
    [
      'has no client at the tax office',
      settings,
      known,
      ['impot_particulier'],
      [`impot_particulier ${impots}`],
    ],
    [
      'has a client and no address',
      withTax,
      { api_particulier: 'https://particulier.fr' },
      ['impot_particulier'],
      [`impot_particulier ${impots}`],
    ],
    ['has a client at the tax office', withTax, known, ['impot_particulier'], []],
    [
      'has a SIRET with a wrong check digit',
      { ...withTax, siret: '21740010800014' },
      known,
      ['quotient_familial', 'impot_particulier'],
      ['quotient_familial needs a valid SIRET; its check digit is wrong'],
    ],
    [
      'has neither address nor SIRET',
      { siret: '21740010800014' },
      {},
      ['quotient_familial'],
      [`quotient_familial ${particulier}`],
    ],
  ])('when a form’s source %s, then of its demarche: %j', (_, one, addresses, names, messages) => {
    expect(accessOf(one, addresses, sources(...names)).faults).toEqual(
      messages.map((message) => ({ member: 'demarche', message })),
    )
  })
})

describe('a whole configuration', () => {
  const sandbox = { environment: 'sandbox', client_id: 'fc', client_secret: 's' }
  const bare = { issuer: 'https://fc.exemple.fr/api', client_id: 'fc', client_secret: 's' }
  const demarche = (fields: string, more = '') => `title: {fr: X}
purpose: {fr: X}
legal_basis: public-task
retention: P1Y
${more}
fields: {${fields}}
`
  const demarches = {
    'demarches/quotient.yaml': demarche('q: {from: quotient_familial.valeur}'),
    'demarches/impots.yaml': demarche('rfr: {from: impot_particulier.rfr}'),
    'demarches/famille.yaml': demarche(
      'q: {from: quotient_familial.valeur}, p: {from: enfant.prenoms}',
      'groups: {enfant: {list: quotient_familial.enfants, max: 3}}',
    ),
  }
  const environment = (name: string, changes: Readonly<Record<string, unknown>>) =>
    productionEnvironment({
      ...demarches,
      'collectivites/a.json': collectiviteFile({
        forms: [formFile({ demarche: name })],
        ...changes,
      }),
    })
  const refusal = (name: string, changes: Readonly<Record<string, unknown>> = {}): string[] => {
    try {
      loadConfig(environment(name, changes))
      return []
    } catch (error) {
      return (error as Error).message.split('\n')
    }
  }
  const at = (message: string) => [`collectivites/a.json:1: forms[0].demarche: ${message}`]
  const granted = (...scopes: string[]) => ({
    franceconnect: { ...sandbox, habilitation: { scopes } },
  })

  test.each<[string, string, Readonly<Record<string, unknown>>, string[]]>([
    ['all is there', 'quotient', {}, []],
    [
      'the check digit of the SIRET is wrong',
      'quotient',
      { siret: '21740010800014' },
      at('quotient_familial needs a valid SIRET; its check digit is wrong'),
    ],
    [
      'the check digit is wrong and no state source is used',
      'repas',
      { siret: '21740010800014' },
      [],
    ],
    [
      'the tax office is not configured',
      'impots',
      {},
      at(
        'impot_particulier needs impot_particulier: {base_url: …, client_id: …, client_secret: …} in the collectivite',
      ),
    ],
    [
      'the tax office has no address',
      'impots',
      { impot_particulier: tax },
      at(
        'impot_particulier needs impot_particulier: {base_url: …, client_id: …, client_secret: …} in the collectivite',
      ),
    ],
    [
      'the tax office is configured',
      'impots',
      { impot_particulier: { ...tax, base_url: 'https://impots.fr' } },
      [],
    ],
    [
      'the environment is unknown',
      'quotient',
      { franceconnect: bare },
      at(
        'quotient_familial needs api_particulier: {base_url: …}, because its FranceConnect is no known environment',
      ),
    ],
    [
      'the environment is unknown and the address is told',
      'quotient',
      { franceconnect: bare, api_particulier: { base_url: 'https://particulier.fr' } },
      [],
    ],
    [
      'the habilitation lacks a source’s scope',
      'famille',
      granted('identite_pivot', 'cnaf_quotient_familial'),
      at('beyond the habilitation: scopes cnaf_enfants'),
    ],
    [
      'the habilitation lacks the identity that a source asks for',
      'quotient',
      granted('family_name', 'given_name', 'cnaf_quotient_familial'),
      at('beyond the habilitation: scopes birthdate, gender, birthplace, birthcountry'),
    ],
    [
      'the habilitation holds all',
      'famille',
      granted('identite_pivot', 'cnaf_quotient_familial', 'cnaf_enfants'),
      [],
    ],
  ])('when %s, then what is told of %s is right', (_, name, changes, lines) => {
    expect(refusal(name, changes)).toEqual(lines)
  })

  test.each([
    ['https://particulier.fr/x#y', 'expected a URL without fragment'],
    ['http://particulier.fr', 'expected https (http on loopback only)'],
  ])('when the address is %s, then it is told where it stands', (base_url, message) => {
    expect(refusal('quotient', { api_particulier: { base_url } })).toEqual([
      `collectivites/a.json:1: api_particulier.base_url: ${message}`,
    ])
  })

  test('when the SIRET is none, then that alone is told, and not once more for each form', () => {
    expect(refusal('quotient', { siret: 'x' })).toEqual([
      'collectivites/a.json:1: siret: expected a SIRET: 14 digits, in quotes',
    ])
  })

  test('when two secrets or none are given for the tax office, then it is told', () => {
    const message =
      'collectivites/a.json:1: impot_particulier.client_secret: expected either client_secret or client_secret_file'
    expect(refusal('repas', { impot_particulier: { client_id: 'x' } })).toEqual([message])
    expect(refusal('repas', { impot_particulier: { ...tax, client_secret_file: '/x' } })).toEqual([
      message,
    ])
  })

  test.each([
    [['identite_pivot', 'cnaf_quotient_familial'], []],
    [['identite_pivot', 'cnaf_quotient_familial', 'cnaf_allocataires'], ['cnaf_allocataires']],
  ])(
    'when the habilitation is %j, then the holders are asked only where it names them',
    (scopes, more) => {
      const [form] = loadConfig(environment('quotient', granted(...scopes))).forms
      expect(form?.sources).toEqual([
        {
          name: 'quotient_familial',
          claims: ['valeur'],
          scopes: ['openid', 'identite_pivot', 'cnaf_quotient_familial', ...more],
        },
      ])
      expect(form?.scopes).toEqual(['openid', 'identite_pivot'])
    },
  )

  test('when nothing is known of the habilitation, then the holders are not asked', () => {
    const [form] = loadConfig(environment('quotient', {})).forms
    expect(form?.sources[0]?.scopes).toEqual([
      'openid',
      'family_name',
      'given_name',
      'birthdate',
      'gender',
      'birthplace',
      'birthcountry',
      'cnaf_quotient_familial',
    ])
  })
})
