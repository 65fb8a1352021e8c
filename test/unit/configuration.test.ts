import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { loadConfig } from '../../src/config.ts'
import { loadDemarches } from '../../src/configuration/load-forms.ts'
import {
  collectiviteFile,
  formFile,
  goodSecrets,
  identityDemarche,
  productionEnvironment,
  writeFolder,
} from '../support/configuration-folder.ts'
import { provenBy } from '../support/form-authentication.ts'

const shippedFolder = new URL('../../config', import.meta.url).pathname
const shipped = loadDemarches([shippedFolder])
const withRepas = writeFolder({ 'demarches/repas.yaml': identityDemarche })
const known = loadDemarches([shippedFolder, withRepas]).found
const demarche = (name: string) => known.get(name)!

const yaml = `# La mairie
name: Ville de Test
siret: "13002526500013"
franceconnect:
  environment: sandbox
  client_id: fc-ville
  client_secret: \${VILLE_FC_SECRET}
  signing_alg: RS256
  habilitation: {datapass: "12345", scopes: [identite_pivot, preferred_username, email, idp_birthdate, cnaf_quotient_familial, cnaf_enfants, cnaf_allocataires]}
theme: {logo: logo.svg, colour: "#14508c"}
privacy_contact: dpo@ville.fr
forms:
  - client_id: ville-cantine
    demarche: restauration-scolaire
    redirect_uris: [https://ville.fr/cantine]
    post_logout_redirect_uris: [https://ville.fr/]
    without: [nom_usage, civilite]
    inputs: {nom: "wpforms[fields][3]", prefill_token: input_1_9}
    alternative_url: https://ville.fr/papier
  - client_id: ville-etat-civil
    demarche: acte-naissance
    client_secret_file: SECRET_FILE
    token_endpoint_auth_method: client_secret_post
    id_token_signed_response_alg: RS256
    redirect_uris: [https://ville.fr/retour]
`

const villeClient = {
  key: 'collectivites/ville.yaml/default',
  issuer: 'https://fcp-low.sbx.dev-franceconnect.fr/api/v2',
  environment: 'test',
  client_id: 'fc-ville',
  client_secret: 'le secret de la ville',
  signing_alg: 'RS256',
}

const staging = {
  recipient: '13002526500013',
  api_particulier: { baseUrl: 'https://staging.particulier.api.gouv.fr' },
}

const scopesOfEverything = [
  'openid',
  'identite_pivot',
  'preferred_username',
  'idp_birthdate',
  'email',
]

function withoutFields(name: string, ...dropped: string[]) {
  const whole = demarche(name)
  const fields = Object.entries(whole.fields).filter(([field]) => !dropped.includes(field))
  return { ...whole, fields: Object.fromEntries(fields) }
}

describe('a good configuration', () => {
  const folder = writeFolder({
    'form-secret': `${goodSecrets[1]}\n`,
    'fc-secret': 'le secret de la ville\n',
    'keys.json': { keys: [{ kty: 'RSA', status: 'active' }] },
  })
  const secretFile = join(folder, 'form-secret')
  const files = {
    'collectivites/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"/>',
    'collectivites/ville.yaml': yaml.replace('SECRET_FILE', secretFile),
    'collectivites/liste.json': [
      collectiviteFile({ forms: [formFile({ client_id: 'liste-0' })] }),
      collectiviteFile({ forms: [formFile({ client_id: 'liste-1' })] }),
    ],
    'collectivites/LISEZMOI.txt': 'ceci n’est pas du YAML: [',
  }
  const environment = productionEnvironment(files, {
    SECRETS: ` ${goodSecrets[0]}, ${goodSecrets[1]}`,
    SIGNING_KEYS_FILE: join(folder, 'keys.json'),
    VILLE_FC_SECRET_FILE: join(folder, 'fc-secret'),
    TRUST_PROXY: '1',
  })

  test('when every file is good, then it is the whole configuration, file by file', () => {
    const ville = {
      name: 'Ville de Test',
      siret: '13002526500013',
      privacy_contact: 'dpo@ville.fr',
      theme: {
        colour: '#14508c',
        logo: {
          path: join(String(environment.CONFIG_DIR), 'collectivites/logo.svg'),
          digest: '8da458e928701594',
          type: 'svg',
          width: 128,
          height: 64,
        },
      },
    }
    const listed = (index: number) => ({
      client_id: `liste-${index}`,
      collectivite: { name: 'Mairie', siret: '13002526500013' },
      demarche: demarche('repas'),
      franceconnect: {
        key: `collectivites/liste.json/${index}/default`,
        issuer: 'https://fcp-low.sbx.dev-franceconnect.fr/api/v2',
        environment: 'test',
        client_id: 'fc',
        client_secret: 'fc-secret',
        signing_alg: 'ES256',
      },
      scopes: [
        'openid',
        'family_name',
        'given_name',
        'preferred_username',
        'gender',
        'birthdate',
        'email',
      ],
      sources: [],
      access: staging,
      authentication: { methods: ['none'] },
      redirect_uris: ['https://mairie.fr/cantine'],
      post_logout_redirect_uris: [],
      id_token_signed_response_alg: 'ES256',
      inputs: {},
    })
    expect(loadConfig(environment)).toEqual({
      settings: {
        NODE_ENV: 'production',
        PUBLIC_URL: 'https://prefill.exemple.fr',
        PORT: 3000,
        HOST: '0.0.0.0',
        CONFIG_DIR: environment.CONFIG_DIR,
        SIGNING_KEYS_FILE: environment.SIGNING_KEYS_FILE,
        MANAGEMENT_PORT: 9464,
        TRUST_PROXY: '1',
        DRAIN_SECONDS: 5,
        LOG_LEVEL: 'info',
        SIMULATOR_PORT: 4000,
      },
      secrets: [...goodSecrets],
      signingKeys: { keys: [{ kty: 'RSA', status: 'active' }] },
      people: 'test',
      files: expect.anything(),
      notices: [],
      forms: [
        listed(0),
        listed(1),
        {
          client_id: 'ville-cantine',
          collectivite: ville,
          demarche: withoutFields('restauration-scolaire', 'nom_usage', 'civilite'),
          franceconnect: villeClient,
          scopes: ['openid', 'identite_pivot', 'idp_birthdate', 'email'],
          sources: [
            {
              name: 'quotient_familial',
              claims: ['valeur', 'enfants'],
              scopes: [
                'openid',
                'identite_pivot',
                'idp_birthdate',
                'cnaf_quotient_familial',
                'cnaf_enfants',
                'cnaf_allocataires',
              ],
            },
          ],
          access: staging,
          authentication: { methods: ['none'] },
          redirect_uris: ['https://ville.fr/cantine'],
          post_logout_redirect_uris: ['https://ville.fr/'],
          id_token_signed_response_alg: 'ES256',
          inputs: { nom: 'wpforms[fields][3]', prefill_token: 'input_1_9' },
          alternative_url: 'https://ville.fr/papier',
        },
        {
          client_id: 'ville-etat-civil',
          collectivite: ville,
          demarche: demarche('acte-naissance'),
          franceconnect: villeClient,
          scopes: scopesOfEverything,
          sources: [],
          access: staging,
          authentication: provenBy(goodSecrets[1], ['client_secret_post']),
          redirect_uris: ['https://ville.fr/retour'],
          post_logout_redirect_uris: [],
          id_token_signed_response_alg: 'RS256',
          inputs: {},
        },
      ],
    })
  })
})

/** The forms of one collectivite of this file, in production unless the environment says otherwise. */
const formsOf = (file: unknown, changes: Readonly<Record<string, string>> = {}) =>
  loadConfig(productionEnvironment({ 'collectivites/a.json': file }, changes)).forms

describe('FranceConnect clients', () => {
  const client = (client_id: string, changes = {}) => ({
    environment: 'sandbox',
    client_id,
    client_secret: 's',
    ...changes,
  })

  test('when there are several, then each form picks one', () => {
    const forms = formsOf(
      collectiviteFile({
        franceconnect: { social: client('fc-social'), default: client('fc-default') },
        forms: [
          formFile({ client_id: 'a', franceconnect: 'social' }),
          formFile({ client_id: 'b' }),
          formFile({ client_id: 'c', franceconnect: 'default' }),
        ],
      }),
    )
    expect(
      forms.map((form) => [form.client_id, form.franceconnect.key, form.franceconnect.client_id]),
    ).toEqual([
      ['a', 'collectivites/a.json/social', 'fc-social'],
      ['b', 'collectivites/a.json/default', 'fc-default'],
      ['c', 'collectivites/a.json/default', 'fc-default'],
    ])
  })

  test('when one alone has a name, then a form need not say it', () => {
    const [form] = formsOf(collectiviteFile({ franceconnect: { social: client('fc-social') } }))
    expect(form?.franceconnect.client_id).toBe('fc-social')
  })

  test.each([
    [{ environment: 'production' }, 'real', 'https://oidc.franceconnect.gouv.fr/api/v2'],
    [{ environment: 'sandbox' }, 'test', 'https://fcp-low.sbx.dev-franceconnect.fr/api/v2'],
    [{ issuer: 'https://fc.exemple.fr/api' }, 'test', 'https://fc.exemple.fr/api'],
    [{ issuer: 'https://fc.exemple.fr/api', real: false }, 'test', 'https://fc.exemple.fr/api'],
    [{ issuer: 'https://fc.exemple.fr/api', real: true }, 'real', 'https://fc.exemple.fr/api'],
  ])('when the client is %j, then it serves %s people', (where, people, issuer) => {
    const franceconnect = { ...where, client_id: 'x', client_secret: 's' }
    const environment = productionEnvironment({
      'collectivites/a.json': collectiviteFile({ franceconnect }),
    })
    const config = loadConfig(environment)
    expect([config.people, config.forms[0]?.franceconnect.issuer]).toEqual([people, issuer])
  })

  test.each([
    [
      ['identite_pivot', 'preferred_username', 'email'],
      ['openid', 'identite_pivot', 'preferred_username', 'email'],
    ],
    [
      ['profile', 'email'],
      ['openid', 'profile', 'email'],
    ],
    [
      [
        'family_name',
        'given_name',
        'preferred_username',
        'gender',
        'birthdate',
        'email',
        'identite_pivot',
      ],
      ['openid', 'family_name', 'given_name', 'preferred_username', 'gender', 'birthdate', 'email'],
    ],
  ])('when the habilitation is %j, then the narrowest scopes are asked', (granted, scopes) => {
    const franceconnect = client('x', { habilitation: { scopes: granted } })
    expect(formsOf(collectiviteFile({ franceconnect }))[0]?.scopes).toEqual(scopes)
  })

  test('when the service is in development, then the simulator and plain http on loopback will do', () => {
    const simulator = { environment: 'simulator', client_id: 'x', client_secret: 's' }
    const bare = { issuer: 'http://localhost:9/api', client_id: 'y', client_secret: 's' }
    const forms = formsOf(
      collectiviteFile({
        franceconnect: { simulator, bare },
        forms: [
          formFile({
            client_id: 'a',
            franceconnect: 'simulator',
            redirect_uris: ['http://localhost/'],
          }),
          formFile({ client_id: 'b', franceconnect: 'bare' }),
        ],
      }),
      { NODE_ENV: 'development', SIMULATOR_PORT: '4321' },
    )
    expect(forms.map(({ franceconnect }) => franceconnect.issuer)).toEqual([
      'http://localhost:4321/api/v2',
      'http://localhost:9/api',
    ])
  })
})

describe('how a form proves itself', () => {
  const secret = goodSecrets[0]
  test.each([
    [{}, { methods: ['none'] }],
    [{ token_endpoint_auth_method: 'none' }, { methods: ['none'] }],
    [{ client_secret: secret }, provenBy(secret)],
    [
      { client_secret: secret, token_endpoint_auth_method: 'client_secret_basic' },
      provenBy(secret, ['client_secret_basic']),
    ],
    [
      { client_secret: `\${FORM_SECRET}`, token_endpoint_auth_method: 'client_secret_post' },
      provenBy(secret, ['client_secret_post']),
    ],
  ])('when its file says %j, then by %j', (changes, authentication) => {
    const file = collectiviteFile({ forms: [formFile(changes)] })
    expect(formsOf(file, { FORM_SECRET: secret })[0]?.authentication).toEqual(authentication)
  })
})

describe('demarches', () => {
  test('when CONFIG_DIR has one of the same name, then it replaces the shipped one', () => {
    const own = `title: {fr: Nouvelle cantine}
purpose: {fr: Autre}
legal_basis: consent
retention: P1M
fields: {nom: {from: franceconnect.family_name}}
`
    const environment = productionEnvironment({
      'collectivites/a.json': collectiviteFile({
        forms: [
          formFile({ demarche: 'restauration-scolaire' }),
          formFile({ client_id: 'b', demarche: 'piscine' }),
        ],
      }),
      'demarches/restauration-scolaire.yaml': own,
      'demarches/piscine.yml': own,
    })
    const told = loadConfig(environment).forms.map((form) => [
      form.demarche.name,
      form.demarche.title,
      Object.keys(form.demarche.fields),
    ])
    expect(told).toEqual([
      ['restauration-scolaire', { fr: 'Nouvelle cantine' }, ['nom']],
      ['piscine', { fr: 'Nouvelle cantine' }, ['nom']],
    ])
  })

  test('when a demarche is shipped, then it has no mistake', () => {
    expect(shipped.mistakes).toEqual([])
    expect([...shipped.found.keys()]).toEqual(
      expect.arrayContaining(['acte-naissance', 'bibliotheque', 'restauration-scolaire']),
    )
  })
})

describe('development', () => {
  const files = { 'collectivites/a.json': collectiviteFile() }
  const bare = (NODE_ENV: string) => ({
    NODE_ENV,
    CONFIG_DIR: writeFolder({ 'demarches/repas.yaml': identityDemarche, ...files }),
  })

  test.each(['development', 'test'])(
    'when NODE_ENV is %s, then secrets and keys are made up, and it says so',
    (mode) => {
      const config = loadConfig(bare(mode))
      expect(config.signingKeys).toBeUndefined()
      expect(config.secrets).toEqual([expect.stringMatching(/^[A-Za-z0-9_-]{43}$/)])
      expect(config.secrets).not.toEqual(loadConfig(bare(mode)).secrets)
      expect(config.notices).toEqual([
        'SECRETS is not set: made one up; logins under way do not outlive a restart',
        'SIGNING_KEYS_FILE is not set: made keys up; tokens signed with them cannot be verified after a restart',
      ])
    },
  )

  test('when secrets and keys are given, then nothing is made up', () => {
    const folder = writeFolder({ 'keys.json': { keys: [] } })
    const config = loadConfig({
      ...bare('development'),
      SECRETS: 'court',
      SIGNING_KEYS_FILE: join(folder, 'keys.json'),
    })
    expect([config.secrets, config.signingKeys, config.notices]).toEqual([
      ['court'],
      { keys: [] },
      [],
    ])
  })

  test('when the demo is configured, then it has no mistake and serves test people', () => {
    const demo = new URL('../../config/demo', import.meta.url).pathname
    const config = loadConfig({
      NODE_ENV: 'development',
      CONFIG_DIR: demo,
      DEMO_FC_SECRET: 'a',
      DEMO_ETAT_CIVIL_SECRET: 'b',
    })
    expect(config.people).toBe('test')
    expect(config.forms.map(({ client_id }) => client_id)).toEqual(
      expect.arrayContaining(['demo-cantine', 'demo-etat-civil', 'demo-bibliotheque']),
    )
    expect(readFileSync(join(demo, 'collectivites/demo.yaml'), 'utf8')).not.toMatch(
      /client_secret: [^$]/,
    )
  })
})
