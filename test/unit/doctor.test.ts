import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { generateSigningKeys } from '../../src/signing/generate-signing-keys.ts'
import {
  diagnose,
  type Illness,
  instant,
  reference,
  soundCollectivite,
  today,
} from '../support/doctor-stage.ts'
import { aFormKeyPair } from '../support/encryption-keys.ts'

const collectivite = 'collectivites/mairie.yaml'
const demarche = 'demarches/repas.yaml'
const day = 86_400

/** What was found, shortly: where, which rule, what, and what to do instead. */
async function found(illness: Illness): Promise<string[]> {
  const { findings, folder } = await diagnose(illness)
  return findings.map(({ file, line, path, level, rule, message, instead, docs }) => {
    expect(docs).toBe(`docs/doctor.md#${rule}`)
    const place = [file?.replace(`${folder}/`, ''), line].filter(Boolean).join(':') || 'environment'
    const said = `${place} ${path ?? ''} [${level} ${rule}] ${message} → ${instead ?? 'nothing'}`
    return said.replaceAll(folder, 'FOLDER')
  })
}

const withForm = (more: string): Illness => ({
  replace: { [collectivite]: ['    demarche: repas\n', `    demarche: repas\n${more}`] },
})
const inCollectivite = (from: string, to: string): Illness => ({
  replace: { [collectivite]: [from, to] },
})
const inDemarche = (from: string, to: string): Illness => ({ replace: { [demarche]: [from, to] } })
const withField = (line: string) => inDemarche('fields:\n', `fields:\n${line}\n`)
const withKeys = (keys: unknown): Illness => ({ files: { 'keys.json': keys } })

async function keysThat(change: object) {
  const set = await generateSigningKeys(instant - day)
  return { keys: set.keys.map((key) => (key.alg === 'ES256' ? { ...key, ...change } : key)) }
}

const otherForm = `  - client_id: cantine
    demarche: repas
    redirect_uris: [https://mairie.fr/autre]
`

test('when a configuration is sound, then nothing is found', async () => {
  const { findings, exitCode, page } = await diagnose()
  expect({ findings, exitCode, page }).toEqual({ findings: [], exitCode: 0, page: undefined })
})

describe('what the start refuses', () => {
  test.each<[string, Illness, string[]]>([
    [
      'a field goes beyond the habilitation',
      inCollectivite('[identite_pivot, email]', '[identite_pivot]'),
      [
        `${collectivite}:11 forms[0].demarche [error beyond-habilitation] beyond the habilitation: scopes email → add email to habilitation.scopes once DataPass has granted it, or leave the fields that need it out with \`without\``,
      ],
    ],
    [
      'an unverified field is locked',
      inDemarche('franceconnect.email}', 'franceconnect.email, lock: true}'),
      [
        `${demarche}:10 fields.courriel.lock [error unverified-lock] lock needs a verified claim; franceconnect.email is declared → leave lock out: franceconnect.email is declared, and citizens must be able to correct it`,
      ],
    ],
    [
      'a page is on plain http',
      inCollectivite('https://mairie.fr/cantine', 'http://mairie.fr/cantine'),
      [
        `${collectivite}:12 forms[0].redirect_uris[0] [error insecure-address] expected https (http on loopback only) → write an https:// address; http is for NODE_ENV=development on loopback only`,
      ],
    ],
    [
      'a page on loopback is to serve in production',
      inCollectivite('https://mairie.fr/cantine', 'http://localhost/cantine'),
      [
        `${collectivite}:12 forms[0].redirect_uris [error insecure-address] expected https in production → write an https:// address; http is for NODE_ENV=development on loopback only`,
      ],
    ],
    [
      'an address has a wildcard',
      inCollectivite('https://mairie.fr/cantine', '"https://*.mairie.fr/cantine"'),
      [
        `${collectivite}:12 forms[0].redirect_uris[0] [error wildcard-address] expected an exact URL, without wildcard → write each address out, as the browser shows it`,
      ],
    ],
    [
      'an address has a fragment',
      inCollectivite('https://mairie.fr/cantine', '"https://mairie.fr/cantine#form"'),
      [
        `${collectivite}:12 forms[0].redirect_uris[0] [error inexact-address] expected a URL without fragment → write the whole address, https:// first and nothing from # on`,
      ],
    ],
    [
      'a demarche has no purpose',
      inDemarche('purpose: {fr: Inscrire votre enfant, en: Register your child}\n', ''),
      [
        `${demarche} purpose [error missing-member] Invalid input: expected object, received undefined → write purpose: {fr: …, en: …}`,
      ],
    ],
    [
      'a title is in English only',
      inDemarche('{fr: Inscription au service, en: Registration}', '{en: Registration}'),
      [
        `${demarche}:1 title.fr [error missing-member] Invalid input: expected string, received undefined → write it in French at least: fr: …`,
      ],
    ],
    [
      'a member is misspelt',
      withForm('    redirect_uri: https://mairie.fr/\n'),
      [
        `${collectivite}:12 forms[0] [error unknown-member] Unrecognized key: "redirect_uri" → did you mean redirect_uris?`,
      ],
    ],
    [
      'a claim is misspelt',
      inDemarche('franceconnect.family_name', 'franceconnect.familyname'),
      [
        `${demarche}:6 fields.nom.from [error unknown-name] unknown claim "familyname" of franceconnect; known: family_name, given_name, given_name_array, preferred_username, birthdate, gender, birthplace, birthcountry, email → did you mean family_name?`,
      ],
    ],
    [
      'a demarche is misspelt',
      inCollectivite('demarche: repas', 'demarche: repsa'),
      [
        `${collectivite}:11 forms[0].demarche [error unknown-name] unknown demarche "repsa"; known: `,
      ],
    ],
    [
      'a form drops a field that is not there',
      withForm('    without: [telephone]\n'),
      [
        `${collectivite}:12 forms[0].without [error unknown-name] repas has no field telephone → nothing`,
      ],
    ],
    [
      'a secret is not set',
      { variables: { FC_SECRET: undefined } },
      [
        `${collectivite}:7 franceconnect.client_secret [error unset-secret] FC_SECRET is not set → set FC_SECRET, or FC_SECRET_FILE to the path of a file that holds it`,
      ],
    ],
    [
      'the secrets of the service are short',
      { variables: { SECRETS: 'short' } },
      [
        'environment SECRETS [error weak-secret] expected at least 32 characters in each secret → make one with `openssl rand -hex 32`',
      ],
    ],
    [
      'the service has no address',
      { variables: { PUBLIC_URL: undefined } },
      [
        'environment PUBLIC_URL [error environment] is not set; expected our public origin → nothing',
      ],
    ],
    [
      'real people meet development',
      {
        ...inCollectivite('environment: sandbox', 'environment: production'),
        variables: { NODE_ENV: 'development' },
      },
      [
        'environment NODE_ENV [error mixed-people] cantine logs in real people, which needs NODE_ENV=production → run two instances, each with its own CONFIG_DIR; real people need NODE_ENV=production',
      ],
    ],
    [
      'two forms have one client_id',
      { files: { [collectivite]: soundCollectivite + otherForm } },
      [
        `${collectivite}:13 forms[1].client_id [error taken-client-id] cantine is already in ${collectivite} → nothing`,
      ],
    ],
    [
      'a file is no YAML',
      { files: { [collectivite]: 'name: [' } },
      [`${collectivite}:1  [error unreadable-file] expected YAML: `],
    ],
    [
      'a reference stands in braces without quotes',
      inCollectivite(
        'siret:',
        `impot_particulier: {client_id: x, client_secret: ${reference}}\nsiret:`,
      ),
      [
        `${collectivite}:2  [error unreadable-file] expected YAML: Unexpected flow-map-start at node end → between braces write a reference in quotes, as any value with a brace in it`,
      ],
    ],
    [
      'a sensitive demarche has a form without a key',
      inDemarche('retention: P1Y\n', 'retention: P1Y\nsensitive: true\n'),
      [`${collectivite}:11 forms[0].demarche [error unencrypted-sensitive] repas is sensitive: `],
    ],
    [
      'a form shows its private key',
      {
        ...withForm(
          `    client_secret: ${reference}\n    jwks: {keys: [{kty: EC, crv: P-256, d: AAAA}]}\n`,
        ),
        variables: { FC_SECRET: 'q0vYc3Jp8mXn5sWt2bRz7kLd4hGf9aEu' },
      },
      [
        `${collectivite}:13 forms[0].jwks [error private-key] this is a private key: register the public one only → write the public half (kty, crv, x, y) here, and replace the key: it has been shown`,
      ],
    ],
    [
      'no key signs',
      withKeys({ keys: [] }),
      [
        `keys.json  [error signing-keys] expected a JWK Set of private keys, as \`keys init\` makes them`,
      ],
    ],
  ])(
    'when %s, then it says so, where it stands and what to write',
    async (_, illness, expected) => {
      const told = await found(illness)
      // What lists everything that is known is compared as far as it is written here.
      expect(told.map((one, index) => one.slice(0, expected[index]?.length))).toEqual(expected)
      expect((await diagnose(illness)).exitCode).toBe(2)
    },
  )
})

describe('what the start takes, and the doctor does not like', () => {
  test.each<[string, Illness, string[]]>([
    [
      'a source is unjustified for the use case',
      {
        files: {
          'demarches/cantine.yaml': `title: {fr: Repas, en: Meals}
purpose: {fr: Calculer, en: Work out}
legal_basis: public-task
retention: P1Y
fields:
  c2s: {from: complementaire_sante_solidaire.est_beneficiaire}
`,
        },
      },
      [
        'demarches/cantine.yaml:6 fields.c2s.from [warning unjustified-source] c2s is filled from complementaire_sante_solidaire, which is unjustified for the use case tarification_municipale_enfance: expect DataPass to refuse its scopes → leave the field out, or ask the citizen; where the demarche is of another use case, --ignore unjustified-source',
      ],
    ],
    [
      'a field has changed and kept the label of its claim',
      withField('  majeur: {from: franceconnect.birthdate, transform: [{age-at-least: 18}]}'),
      [
        `${demarche}:6 fields.majeur [warning missing-label] majeur is not what its claim is any more, and citizens read the claim’s label: « Date de naissance » → write label: {fr: …, en: …} beside from`,
      ],
    ],
    [
      'a purpose has no English',
      inDemarche(', en: Register your child', ''),
      [
        `${demarche}:2 purpose [warning missing-translation] there is no English for « Inscrire votre enfant »: citizens who read English get the French → write {fr: …, en: …}`,
      ],
    ],
    [
      'a label has no English',
      inDemarche(', en: First name', ''),
      [
        `${demarche}:7 fields.prenom.label [warning missing-translation] there is no English for « Prénom »: citizens who read English get the French → write {fr: …, en: …}`,
      ],
    ],
    [
      'nobody can be asked about the data',
      inCollectivite('privacy_contact: dpo@mairie.fr\n', ''),
      [
        `${collectivite}:1 privacy_contact [warning missing-contact] citizens of Mairie do not read whom to ask about their data (GDPR articles 13 and 38) → write privacy_contact: the address of the data protection officer`,
      ],
    ],
    [
      'a secret stands in the file',
      inCollectivite(reference, 'abcdef-in-the-open'),
      [
        `${collectivite}:7 franceconnect.client_secret [warning secret-in-plain-text] a secret stands here for everyone who reads the file or its history → write a reference to a variable in its place, or client_secret_file; then have the secret replaced where it was given`,
      ],
    ],
    [
      'one client serves two hosts',
      { args: ['--also', 'https://aglo.exemple.fr'] },
      [
        `${collectivite}:6 franceconnect.client_id [warning several-hosts] fc comes back to 2 hosts (prefill.exemple.fr, aglo.exemple.fr): FranceConnect then wants a sector_identifier_uri → register one client for each host; or serve ["https://prefill.exemple.fr/callback","https://aglo.exemple.fr/callback"] as JSON at an https address that never changes, and register that as sector_identifier_uri`,
      ],
    ],
    [
      'a client does not say what it may ask for',
      inCollectivite('  habilitation: {scopes: [identite_pivot, email]}\n', ''),
      [
        `${collectivite}:5 franceconnect [advice no-habilitation] whether the fields stay within the habilitation of fc is not known before FranceConnect refuses a login → write habilitation: {scopes: […]}, as DataPass granted them`,
      ],
    ],
    [
      'nothing is said of a proxy',
      { variables: { TRUST_PROXY: undefined } },
      [
        'environment TRUST_PROXY [warning trust-proxy] is not set: behind a proxy, all citizens would share one rate limit; set 0 for none → TRUST_PROXY=1 behind one proxy, 0 behind none',
      ],
    ],
    [
      'Redis is far, and open',
      { variables: { REDIS_URL: 'redis://redis.exemple.fr' } },
      [
        'environment REDIS_URL [warning redis-without-tls] what goes to redis.exemple.fr can be read and changed on its way: codes, and what they buy → write rediss://, or reach Redis over a network that nobody else is on and --ignore redis-without-tls',
        'environment REDIS_URL [warning redis-without-password] whoever reaches redis.exemple.fr can take logins over → make a user with what it needs only (docs/operations.md) and write rediss://user:password@host',
      ],
    ],
  ])(
    'when %s, then it says so, where it stands and what to write',
    async (_, illness, expected) => {
      expect(await found(illness)).toEqual(expected)
      expect((await diagnose(illness)).exitCode).toBe(0)
      const strict = { ...illness, args: [...(illness.args ?? []), '--strict'] }
      expect((await diagnose(strict)).exitCode).toBe(expected[0]?.includes('[advice ') ? 0 : 1)
    },
  )
})

describe('keys that end', () => {
  test.each<[string, object, string[]]>([
    ['in a month and a day', { valid_until: instant + 31 * day }, []],
    [
      'in ten days, without a successor',
      { valid_until: instant + 10 * day },
      [
        'keys.json:13 keys[0].valid_until [warning key-expires] no ES256 key signs from 2026-12-08 on: then every login fails → `franceconnect-prefill keys rotate FOLDER/keys.json`',
      ],
    ],
    [
      'never, and began two years ago',
      { valid_from: instant - 700 * day },
      [
        'keys.json:12 keys[0].valid_from [advice old-key] the ES256 key K has signed since 2024-12-28 → change keys once or twice a year: `franceconnect-prefill keys rotate FOLDER/keys.json`',
      ],
    ],
  ])(
    'when the signing key ends %s, then the doctor says what it means',
    async (_, life, expected) => {
      const keys = JSON.stringify(await keysThat({ ...life, kid: 'K' }), null, 2)
      expect(await found(withKeys(keys))).toEqual(expected)
    },
  )

  test('when a successor is ready, then nothing is said of the end', async () => {
    const [first] = (await keysThat({ valid_until: instant + 10 * day })).keys
    const [second] = (await keysThat({ valid_from: instant + 10 * day })).keys
    expect(await found(withKeys({ keys: [first, second] }))).toEqual([])
  })

  test('when a successor comes too late, then the gap is told', async () => {
    const [first] = (await keysThat({ valid_until: instant + 10 * day })).keys
    const [second] = (await keysThat({ valid_from: instant + 11 * day })).keys
    expect((await diagnose(withKeys({ keys: [first, second] }))).findings).toMatchObject([
      {
        rule: 'key-expires',
        message: 'no ES256 key signs from 2026-12-08 on: then every login fails',
      },
    ])
  })

  test('when the key of a form ends, then the doctor says whose and when', async () => {
    const { published } = await aFormKeyPair()
    const illness = (exp: number) => ({
      ...withForm(
        `    client_secret: ${reference}\n    jwks: ${JSON.stringify({ keys: [{ ...published, exp }] })}\n`,
      ),
      variables: { FC_SECRET: 'q0vYc3Jp8mXn5sWt2bRz7kLd4hGf9aEu' },
    })
    const said = (words: string) => [
      `${collectivite}:13 forms[0].jwks.keys[0] [warning form-key-expires] the key that tokens of cantine are encrypted to ${words} → put the public half of its successor first, and keep the private half of this one until the last tokens are read`,
    ]
    expect(await found(illness(instant + 31 * day))).toEqual([])
    expect(await found(illness(instant + 5 * day))).toEqual(said('ends on 2026-12-03'))
    expect(await found(illness(instant - day))).toEqual(said('has ended on 2026-11-27'))
  })

  test('when others can read the signing keys, then the doctor says so', async () => {
    const { folder } = await diagnose()
    const file = join(folder, 'keys.json')
    chmodSync(file, 0o644)
    expect((await diagnose({ variables: { SIGNING_KEYS_FILE: file } })).findings).toMatchObject([
      { rule: 'readable-keys', message: `${file} can be read by others than its owner` },
    ])
  })
})

describe('what is judged', () => {
  test('when the files alone are judged, then neither secrets nor the environment are missed', async () => {
    const nothing = { SECRETS: undefined, FC_SECRET: undefined, SIGNING_KEYS_FILE: undefined }
    const variables = { ...nothing, PUBLIC_URL: undefined, TRUST_PROXY: undefined }
    const illness = { variables, args: ['--files'] }
    expect(await found(illness)).toEqual([])
    const file = inCollectivite(`client_secret: ${reference}`, 'client_secret_file: /run/absent')
    expect(await found({ ...illness, ...file })).toEqual([])
    expect(await found({ ...file, variables: { FC_SECRET: undefined } })).toEqual([
      `${collectivite}:5 franceconnect.client_secret [error unset-secret] cannot read /run/absent: ENOENT → nothing`,
    ])
  })

  test('when a rule is ignored, then its findings are gone', async () => {
    const illness = { variables: { TRUST_PROXY: undefined }, args: ['--ignore', 'trust-proxy'] }
    expect(await found(illness)).toEqual([])
  })

  test('when several things are wrong, then all are told, the gravest first', async () => {
    const illness: Illness = {
      variables: { TRUST_PROXY: undefined, SECRETS: 'short' },
      replace: {
        [collectivite]: [
          `${reference}\n  habilitation: {scopes: [identite_pivot, email]}\n`,
          'open\n',
        ],
        [demarche]: [', en: First name', ''],
      },
    }
    expect((await diagnose(illness)).findings.map(({ level, rule }) => `${level} ${rule}`)).toEqual(
      [
        'error weak-secret',
        'warning trust-proxy',
        'warning secret-in-plain-text',
        'warning missing-translation',
        'advice no-habilitation',
      ],
    )
  })

  test('when a secret stands in a file that cannot be used, then it is told all the same, and never repeated', async () => {
    const illness = inCollectivite(
      `client_secret: ${reference}`,
      'client_secret: abc-open\n  colour: red',
    )
    const { findings } = await diagnose(illness)
    expect(findings.map(({ rule }) => rule)).toEqual(['unknown-member', 'secret-in-plain-text'])
    expect(JSON.stringify(findings)).not.toContain('abc-open')
  })

  test('when the clock stands elsewhere, then what ends is counted from there', async () => {
    const later = new Date(today.getTime() + 366 * day * 1000)
    expect((await diagnose({ now: later })).findings.map(({ rule }) => rule)).toEqual([
      'old-key',
      'old-key',
    ])
  })
})
