import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { loadConfig } from '../../src/config.ts'
import { loadDemarches } from '../../src/configuration/load-forms.ts'
import { ConfigurationError } from '../../src/configuration/mistakes.ts'
import {
  collectiviteFile,
  formFile,
  goodSecrets,
  productionEnvironment,
  writeFolder,
} from '../support/configuration-folder.ts'

/** Every line of the refusal; none where the configuration is good. */
function refusal(environment: Readonly<Record<string, string | undefined>>): string[] {
  try {
    loadConfig(environment)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError)
    return (error as Error).message.split('\n')
  }
  return []
}

const refusalOf = (
  files: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, string | undefined>> = {},
) => refusal(productionEnvironment(files, changes))

const knownDemarches = [
  ...loadDemarches([new URL('../../config', import.meta.url).pathname]).found.keys(),
]

describe('many mistakes at once', () => {
  const demarches = `title: {fr: Piscine}
purpose: {fr: Nager}
legal_basis: public-task
retention: P1Y
fields:
  nom: {from: franceconnect.surname}
  mel: {from: franceconnect.email, lock: true}
  email: {from: franceconnect.family_name}
`
  const broken = `name: Cassée
siret: "123"
franceconnect:
  principal:
    environment: sandbox
    client_id: fc
    client_secret: s
theme:
  colour: red
forms:
  - client_id: cassée
    demarche: repas
    redirect_uris:
      - https://ville.fr/ok
      - http://ville.fr/
`
  const real = `name: Réelle
siret: "13002526500013"
franceconnect:
  principal:
    environment: production
    client_id: fc
    client_secret: \${REAL_SECRET}
    habilitation: {scopes: [identite_pivot]}
  essai:
    environment: sandbox
    client_id: fc
    client_secret: s
forms:
  - client_id: reelle-1
    demarche: piscine-municipale
    redirect_uris: [https://reelle.fr/]
  - client_id: reelle-2
    demarche: repas
    franceconnect: essai
    without: [prenom]
    redirect_uris: [https://reelle.fr/]
  - client_id: reelle-3
    demarche: repas
    franceconnect: principal
    redirect_uris: [https://reelle.fr/]
  - client_id: reelle-4
    demarche: bibliotheque
    franceconnect: autre
    redirect_uris: [https://reelle.fr/]
`
  const files = {
    'demarches/piscine.yaml': demarches,
    'collectivites/a-broken.yaml': broken,
    'collectivites/b-real.yaml': real,
    'collectivites/c.json': '{"name": ',
    'collectivites/d.yaml': 'name: "x\nsiret: [',
  }

  test('when sixteen places are wrong, then each is told with its file, line and path', () => {
    const environment = { REAL_SECRET: 'secret', SECRETS: 'court', SIGNING_KEYS_FILE: undefined }
    const lines = refusalOf(files, environment)
    const known = [...knownDemarches, 'piscine', 'repas'].sort().join(', ')
    const claims =
      'family_name, given_name, given_name_array, preferred_username, birthdate, gender, birthplace, birthcountry, email'
    expect(lines).toEqual([
      'SECRETS: expected at least 32 characters in each secret',
      'SIGNING_KEYS_FILE: is not set; make keys with `franceconnect-prefill keys init`',
      `demarches/piscine.yaml:6: fields.nom.from: unknown claim "surname" of franceconnect; known: ${claims}`,
      'demarches/piscine.yaml:7: fields.mel.lock: lock needs a verified claim; franceconnect.email is declared',
      'demarches/piscine.yaml:8: fields.email: "email" is a registered OpenID Connect claim with another meaning; choose another field name',
      'collectivites/a-broken.yaml:2: siret: expected a SIRET: 14 digits, in quotes',
      'collectivites/a-broken.yaml:9: theme.colour: expected a colour such as "#14508c"',
      'collectivites/a-broken.yaml:11: forms[0].client_id: expected 1 to 64 letters, digits, dots, dashes or underscores, a letter or digit first',
      'collectivites/a-broken.yaml:15: forms[0].redirect_uris[1]: expected https (http on loopback only)',
      `collectivites/b-real.yaml:15: forms[0].demarche: unknown demarche "piscine-municipale"; known: ${known}`,
      'collectivites/b-real.yaml:14: forms[0].franceconnect: expected one of principal, essai',
      'collectivites/b-real.yaml:20: forms[1].without: repas has no field prenom',
      'collectivites/b-real.yaml:23: forms[2].demarche: beyond the habilitation: scopes preferred_username, email',
      'collectivites/b-real.yaml:28: forms[3].franceconnect: expected one of principal, essai',
      'collectivites/c.json:1: expected JSON: Unexpected end of JSON input',
      'collectivites/d.yaml:2: expected YAML: Missing closing "quote',
    ])
  })
})

describe('each mistake', () => {
  const one = (collectivite: unknown, changes: Readonly<Record<string, string | undefined>> = {}) =>
    refusalOf({ 'collectivites/a.json': collectivite }, changes)
  const inForm = (
    form: Readonly<Record<string, unknown>>,
    changes: Readonly<Record<string, string | undefined>> = {},
  ) => one(collectiviteFile({ forms: [formFile(form)] }), changes)
  const at = (path: string, message: string) => [`collectivites/a.json:1: ${path}: ${message}`]

  test.each([
    [{ demarche: 'x' }, 'demarche', /^unknown demarche "x"; known: /],
    [{ without: ['x', 'nom', 'y'] }, 'without', 'repas has no field x, y'],
    [{ inputs: { x: 'y' } }, 'inputs', 'repas has no field x'],
    [{ without: ['nom'], inputs: { nom: 'y' } }, 'inputs', 'repas has no field nom'],
    [{ franceconnect: 'x' }, 'franceconnect', 'expected one of default'],
    [
      { jwks: { keys: [{ kty: 'EC' }] } },
      'jwks',
      'encryption is for forms with a back end: give the form a client_secret',
    ],
    [{ redirect_uris: ['http://localhost/'] }, 'redirect_uris', 'expected https in production'],
    [
      { post_logout_redirect_uris: ['http://localhost/'] },
      'post_logout_redirect_uris',
      'expected https in production',
    ],
    [
      { client_secret: 'a'.repeat(31) },
      'client_secret',
      'expected at least 32 characters in each secret',
    ],
    [{ client_secret: `\${NONE}` }, 'client_secret', 'NONE is not set'],
    [
      { client_secret: `x\${NONE}` },
      'client_secret',
      'a reference to the environment must be the whole value',
    ],
    [
      { token_endpoint_auth_method: 'client_secret_basic' },
      'token_endpoint_auth_method',
      'a secret goes with client_secret_basic or client_secret_post, none goes without',
    ],
    [
      { token_endpoint_auth_method: 'none', client_secret: goodSecrets[0] },
      'token_endpoint_auth_method',
      'a secret goes with client_secret_basic or client_secret_post, none goes without',
    ],
    [
      { client_secret: goodSecrets[0], client_secret_file: '/x' },
      'client_secret',
      'expected one of client_secret, client_secret_file and client_secret_sha256',
    ],
    [{ client_id: '' }, 'client_id', /^expected 1 to 64 letters/],
    [{ client_id: 'a b' }, 'client_id', /^expected 1 to 64 letters/],
    [{ client_id: 'a'.repeat(65) }, 'client_id', /^expected 1 to 64 letters/],
    [{ redirect_uris: [] }, 'redirect_uris', /^Too small/],
    [{ id_token_signed_response_alg: 'HS256' }, 'id_token_signed_response_alg', /"ES256"\|"RS256"/],
  ])('when a form says %j, then its %s is refused', (form, member, message) => {
    const [line = '', ...more] = inForm(form)
    expect(more).toEqual([])
    const start = `collectivites/a.json:1: forms[0].${member}: `
    expect(line.slice(0, start.length)).toBe(start)
    expect(line.slice(start.length)).toEqual(
      typeof message === 'string' ? message : expect.stringMatching(message),
    )
  })

  test('when a form has its keys elsewhere, then they are refused too', () => {
    const [line] = inForm({ jwks_uri: 'https://mairie.fr/jwks' })
    expect(line).toContain('forms[0].jwks_uri: encryption is for forms with a back end')
  })

  test.each([
    [
      'sensitive: true',
      [
        'x is sensitive: its token is for a back end’s eyes only. Give the form a client_secret and the jwks or jwks_uri to encrypt to',
      ],
    ],
    ['review: always', []],
  ])('when a demarche says %s, then of its form is told: %j', (member, messages) => {
    const demarche = `title: {fr: X}
purpose: {fr: X}
legal_basis: consent
retention: P1Y
${member}
fields: {nom: {from: franceconnect.family_name}}
`
    const files = {
      'demarches/x.yaml': demarche,
      'collectivites/a.json': collectiviteFile({ forms: [formFile({ demarche: 'x' })] }),
    }
    expect(refusalOf(files)).toEqual(
      messages.flatMap((message) => at('forms[0].demarche', message)),
    )
  })

  const client = (changes: object) => ({
    franceconnect: {
      fc: { environment: 'sandbox', client_id: 'x', client_secret: 's', ...changes },
    },
  })
  const either = 'expected either environment (production, sandbox or simulator) or issuer'

  test.each([
    [{ issuer: 'https://fc.fr' }, '', either],
    [{ environment: undefined }, '', either],
    [{ real: true }, '.real', 'real goes with issuer; an environment says it by itself'],
    [
      { client_secret: undefined },
      '.client_secret',
      'expected either client_secret or client_secret_file',
    ],
    [
      { client_secret_file: '/x' },
      '.client_secret',
      'expected either client_secret or client_secret_file',
    ],
    [{ client_secret: `\${NONE}` }, '.client_secret', 'NONE is not set'],
    [
      { client_secret: undefined, client_secret_file: '/nowhere/at/all' },
      '.client_secret',
      'cannot read /nowhere/at/all: ENOENT',
    ],
    [
      { environment: 'simulator' },
      '.environment',
      'the simulator is plain http on loopback: use it with NODE_ENV=development',
    ],
    [
      { environment: undefined, issuer: 'http://localhost:1/' },
      '.issuer',
      'expected https in production',
    ],
    [
      { environment: undefined, issuer: 'HTTP://localhost:1/' },
      '.issuer',
      'expected https in production',
    ],
    [
      { environment: undefined, issuer: 'http://fc.fr/' },
      '.issuer',
      'expected https (http on loopback only)',
    ],
    [{ signing_alg: 'HS256' }, '.signing_alg', 'Invalid option: expected one of "ES256"|"RS256"'],
  ])(
    'when a FranceConnect client says %j, then franceconnect.fc%s: %s',
    (changes, member, message) => {
      expect(one(collectiviteFile(client(changes)))).toEqual(
        at(`franceconnect.fc${member}`, message),
      )
    },
  )

  test('when the only client has no name in the file, then the path is the one of the file', () => {
    const yaml = `name: Mairie
siret: "13002526500013"
franceconnect:
  environment: sandbox
  client_id: fc
  client_secret: \${NONE}
forms:
  - {client_id: a, demarche: bibliotheque, redirect_uris: [https://mairie.fr/]}
`
    expect(refusalOf({ 'collectivites/a.yaml': yaml })).toEqual([
      'collectivites/a.yaml:6: franceconnect.client_secret: NONE is not set',
    ])
  })

  test.each([
    ['production', ['collectivites/a.json:1: siret: the check digit of this SIRET is wrong']],
    ['sandbox', []],
  ])('when the check digit of a SIRET is wrong in %s, then: %j', (environment, lines) => {
    const franceconnect = { environment, client_id: 'x', client_secret: 's' }
    expect(one(collectiviteFile({ siret: '21740010800014', franceconnect }))).toEqual(lines)
  })

  test('when two files name one client_id, then the second is told where the first is', () => {
    const files = {
      'collectivites/a.json': collectiviteFile(),
      'collectivites/b.json': collectiviteFile({
        forms: [formFile({ client_id: 'x' }), formFile()],
      }),
    }
    expect(refusalOf(files)).toEqual([
      'collectivites/b.json:1: forms[1].client_id: cantine is already in collectivites/a.json',
    ])
  })

  test('when a list names one client_id twice, then its path holds the place in the list', () => {
    expect(one([collectiviteFile(), collectiviteFile()])).toEqual([
      'collectivites/a.json:1: [1].forms[0].client_id: cantine is already in collectivites/a.json',
    ])
  })

  test('when a long file has many mistakes, then they are told within 3 s', () => {
    const list = Array.from({ length: 200 }, (_, index) =>
      collectiviteFile({ siret: 'x', forms: [formFile({ client_id: `form-${index}` })] }),
    )
    const start = Date.now()
    expect(one(list)).toHaveLength(200)
    expect(Date.now() - start).toBeLessThan(3000)
  })

  test('when real and test people would share an instance, then it is refused', () => {
    const client = (environment: string) => ({ environment, client_id: 'x', client_secret: 's' })
    const forms = [
      formFile({ client_id: 'vraie', franceconnect: 'vrai' }),
      formFile({ client_id: 'fausse', franceconnect: 'essai' }),
    ]
    const franceconnect = { vrai: client('production'), essai: client('sandbox') }
    expect(one(collectiviteFile({ franceconnect, forms }))).toEqual([
      'collectivites: real and test people must not share an instance: vraie logs in real people, fausse test people',
    ])
  })

  test('when a field name is not one, then the sentence says what a field name is', () => {
    const demarche = {
      title: { fr: 'X' },
      purpose: { fr: 'X' },
      legal_basis: 'consent',
      retention: 'P1Y',
      fields: { Nom: { from: 'franceconnect.family_name' } },
    }
    const files = { 'demarches/x.json': demarche, 'collectivites/a.json': collectiviteFile() }
    expect(refusalOf(files)).toEqual([
      'demarches/x.json:1: fields.Nom: a field name is lower-case ASCII, digits and underscores',
    ])
  })

  test('when a form is beyond its habilitation and wrong elsewhere, then both are told', () => {
    const franceconnect = {
      ...collectiviteFile().franceconnect,
      habilitation: { scopes: ['identite_pivot'] },
    }
    const forms = [formFile({ inputs: { x: 'y' }, redirect_uris: ['http://localhost/'] })]
    const paths = one(collectiviteFile({ franceconnect, forms })).map((line) => line.split(': ')[1])
    expect(paths.sort()).toEqual(['forms[0].demarche', 'forms[0].inputs', 'forms[0].redirect_uris'])
  })

  test('when a collectivite and its form are both wrong, then both are told', () => {
    const lines = one(
      collectiviteFile({ theme: { colour: 'red' }, forms: [formFile({ demarche: 'x' })] }),
    )
    expect(lines.map((line) => line.split(': ')[1])).toEqual(['theme.colour', 'forms[0].demarche'])
  })

  test('when a member is misspelt at the top of a file, then its line is told', () => {
    const yaml = 'name: Mairie\nsirett: "1"\nsiret: "13002526500013"\n'
    const [line] = refusalOf({ 'collectivites/a.yaml': yaml }).filter((told) => /sirett/.test(told))
    expect(line).toMatch(/^collectivites\/a\.yaml:2: /)
  })

  test.each([
    ['an alias that is none', 'redirect_uris: [*.mairie.fr]\n'],
    [
      'aliases that multiply',
      `a: &a [${'x,'.repeat(20)}]\nb: &b [${'*a,'.repeat(20)}]\nc: [${'*b,'.repeat(20)}]\n`,
    ],
    ['the same member twice', 'name: a\nname: b\n'],
    ['two documents', 'name: a\n---\nname: b\n'],
    ['nothing', ''],
  ])('when a YAML file holds %s, then it is told, with the file', (_, text) => {
    const lines = refusalOf({ 'collectivites/a.yaml': text })
    expect(lines.every((line) => line.startsWith('collectivites/a.yaml'))).toBe(true)
    expect(lines).not.toEqual([])
  })

  test('when a file cannot be read, then it is told', () => {
    const environment = productionEnvironment({ 'collectivites/a.json': collectiviteFile() })
    mkdirSync(join(String(environment.CONFIG_DIR), 'collectivites', 'b.yaml'))
    expect(refusal(environment)).toEqual([
      expect.stringMatching(/^collectivites\/b\.yaml: .*EISDIR/),
    ])
  })
})

describe('the process', () => {
  const files = { 'collectivites/a.json': collectiviteFile() }

  test.each([
    [{ SECRETS: undefined }, 'SECRETS: SECRETS is not set'],
    [{ SECRETS: 'a'.repeat(31) }, 'SECRETS: expected at least 32 characters in each secret'],
    [
      { SECRETS: `${goodSecrets[0]},court` },
      'SECRETS: expected at least 32 characters in each secret',
    ],
    [{ SECRETS: 'abc'.repeat(20) }, 'SECRETS: expected a random secret; this one repeats itself'],
    [
      { SIGNING_KEYS_FILE: undefined },
      'SIGNING_KEYS_FILE: is not set; make keys with `franceconnect-prefill keys init`',
    ],
    [
      { SIGNING_KEYS_FILE: '/nowhere/keys.json' },
      'SIGNING_KEYS_FILE: cannot read /nowhere/keys.json: ENOENT',
    ],
    [
      { CONFIG_DIR: undefined },
      'CONFIG_DIR: is not set; expected the folder that holds collectivites/',
    ],
    [{ CONFIG_DIR: '/nowhere' }, 'CONFIG_DIR: the folder /nowhere does not exist'],
  ])('when production is started with %j, then: %s', (changes, line) => {
    expect(refusalOf(files, changes)).toEqual([line])
  })

  test('when real people would log in outside production, then it is refused', () => {
    const franceconnect = {
      environment: 'production',
      client_id: 'fc',
      client_secret: goodSecrets[0],
    }
    const real = { 'collectivites/a.json': collectiviteFile({ franceconnect }) }
    expect(refusalOf(real, { NODE_ENV: 'development' })).toEqual([
      'NODE_ENV: cantine logs in real people, which needs NODE_ENV=production',
    ])
    expect(refusalOf(real)).toEqual([])
  })

  test('when a development service has SECRETS_FILE and it cannot be read, then it is refused', () => {
    const changes = { NODE_ENV: 'development', SECRETS: undefined, SECRETS_FILE: '/nowhere' }
    expect(refusalOf(files, changes)).toEqual(['SECRETS: cannot read /nowhere: ENOENT'])
  })

  test('when SECRETS_FILE is empty, then it counts as absent', () => {
    expect(refusalOf(files, { SECRETS_FILE: '' })).toEqual([])
    const changes = { NODE_ENV: 'development', SECRETS: undefined, SECRETS_FILE: '' }
    expect(refusalOf(files, changes)).toEqual([])
  })

  test('when the keys are not JSON, then it is told without a word of them', () => {
    const folder = writeFolder({ 'keys.json': '{"d": "s3cret"' })
    const file = join(folder, 'keys.json')
    expect(refusalOf(files, { SIGNING_KEYS_FILE: file })).toEqual([
      `SIGNING_KEYS_FILE: ${file} is not JSON`,
    ])
  })

  test('when settings and files are both wrong, then both are told', () => {
    const lines = refusalOf(
      { 'collectivites/a.json': collectiviteFile({ siret: 'x' }) },
      { PORT: 'x', SECRETS: undefined },
    )
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'PORT',
      'SECRETS',
      'collectivites/a.json',
    ])
  })

  describe('a form that wants RS256', () => {
    const rs256 = {
      'collectivites/a.json': collectiviteFile({
        forms: [formFile({ id_token_signed_response_alg: 'RS256' })],
      }),
    }
    const refused = ['SIGNING_KEYS_FILE: cantine wants RS256 ID tokens; add an RSA key']
    const keysFile = (keys: unknown) => join(writeFolder({ 'keys.json': { keys } }), 'keys.json')

    test.each([
      ['no RSA key', [{ kty: 'EC' }], refused],
      ['an active RSA key', [{ kty: 'EC' }, { kty: 'RSA' }], []],
      ['a key called RSA', [{ kty: 'EC', kid: 'RSA' }], refused],
      ['a retired RSA key', [{ kty: 'EC' }, { kty: 'RSA', valid_until: 1 }], refused],
      ['an RSA key to come', [{ kty: 'EC' }, { kty: 'RSA', valid_from: 99_999_999_999 }], refused],
      ['a revoked RSA key', [{ kty: 'RSA', revoked_at: 1 }], refused],
    ])('when there is %s, then: %j', (_, keys, lines) => {
      expect(refusalOf(rs256, { SIGNING_KEYS_FILE: keysFile(keys) })).toEqual(lines)
    })

    test('when development makes its keys up, then there is one', () => {
      expect(refusalOf(rs256, { NODE_ENV: 'development', SIGNING_KEYS_FILE: undefined })).toEqual(
        [],
      )
    })
  })
})
