import { describe, expect, test } from '@jest/globals'
import { resolveClaim } from '../../src/domain/catalogue.ts'
import { DemarcheFile } from '../../src/domain/demarche.ts'
import { franceConnectClaims } from '../../src/domain/franceconnect-claims.ts'
import { neededClaims } from '../../src/domain/needed-claims.ts'
import { reservedName } from '../../src/domain/reserved-names.ts'
import { resolveDemarche } from '../../src/domain/resolve-demarche.ts'
import { aDemarche, someDemarcheFile } from '../support/forms.ts'

const knownSources =
  'franceconnect, quotient_familial, revenu_solidarite_active, prime_activite, allocation_adulte_handicape, allocation_soutien_familial, allocation_enfant_handicape, complementaire_sante_solidaire, participation_familiale_eaje, etudiant_boursier, etudiant_boursier_v3, statut_etudiant, service_civique, service_national, extrait_immatriculation_vehicule, impot_particulier'

const knownClaims =
  'family_name, given_name, given_name_array, preferred_username, birthdate, gender, birthplace, birthcountry, email'

/** What the schema says of a file that is good but for the changes; `undefined` removes a member. */
const schemaSays = (changes: Readonly<Record<string, unknown>>) => {
  const file = Object.fromEntries(
    Object.entries({ ...someDemarcheFile, ...changes }).filter(([, value]) => value !== undefined),
  )
  const { error } = DemarcheFile.safeParse(file)
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
}

describe('the file of a demarche', () => {
  test('when it says only what it must, then the rest has its defaults', () => {
    expect(DemarcheFile.parse(someDemarcheFile)).toEqual({
      ...someDemarcheFile,
      acr: 'eidas1',
      review: 'auto',
      sensitive: false,
      groups: {},
      situations: {},
      replaces: [],
      fields: { nom: { from: 'franceconnect.family_name', transform: [], lock: true } },
    })
  })

  const duration = 'an ISO 8601 duration such as P1Y or P6M'
  const fieldName = 'Invalid key in record'
  const field = { from: 'franceconnect.family_name' }

  test.each([
    [{ colour: 'red' }, ': Unrecognized key: "colour"'],
    [{ title: undefined }, 'title: Invalid input: expected object, received undefined'],
    [{ title: { en: 'Only' } }, 'title.fr: Invalid input: expected string, received undefined'],
    [{ title: { fr: '' } }, 'title.fr: Too small: expected string to have >=1 characters'],
    [{ title: { fr: 'a', de: 'b' } }, 'title: Unrecognized key: "de"'],
    [{ purpose: undefined }, 'purpose: Invalid input: expected object, received undefined'],
    [
      { legal_basis: 'legitimate-interest' },
      'legal_basis: Invalid option: expected one of "public-task"|"legal-obligation"|"consent"|"contract"',
    ],
    [{ retention: 'P' }, `retention: ${duration}`],
    [{ retention: '1 an' }, `retention: ${duration}`],
    [{ retention: 'PT1H' }, `retention: ${duration}`],
    [{ acr: 'eidas2' }, 'acr: Invalid input: expected "eidas1"'],
    [{ review: 'sometimes' }, 'review: Invalid option: expected one of "never"|"always"|"auto"'],
    [{ sensitive: 'no' }, 'sensitive: Invalid input: expected boolean, received string'],
    [{ fields: undefined }, 'fields: Invalid input: expected record, received undefined'],
    [{ fields: { Nom: field } }, `fields.Nom: ${fieldName}`],
    [{ fields: { né: field } }, `fields.né: ${fieldName}`],
    [{ fields: { '1er': field } }, `fields.1er: ${fieldName}`],
    [{ fields: { _nom: field } }, `fields._nom: ${fieldName}`],
    [{ fields: { ['a'.repeat(65)]: field } }, `fields.${'a'.repeat(65)}: ${fieldName}`],
    [
      { fields: { nom: {} } },
      'fields.nom.from: Invalid input: expected string, received undefined',
    ],
    [{ fields: { nom: { ...field, form: 'x' } } }, 'fields.nom: Unrecognized key: "form"'],
    [
      { fields: { nom: { ...field, transform: ['last'] } } },
      'fields.nom.transform.0: expected first, commune-name, department-at-birth, department-code-at-birth, country-name or {age-at-least: years}',
    ],
    [
      { fields: { nom: { ...field, options: { a: 1 } } } },
      'fields.nom.options.a: Invalid input: expected string, received number',
    ],
    [
      { groups: { enfant: { list: 'a.b', max: 0 } } },
      'groups.enfant.max: Too small: expected number to be >=1',
    ],
    [
      { groups: { enfant: { list: 'a.b', max: 21 } } },
      'groups.enfant.max: Too big: expected number to be <=20',
    ],
    [
      { groups: { enfant: { max: 2 } } },
      'groups.enfant.list: Invalid input: expected string, received undefined',
    ],
    [
      { replaces: [{ document: { fr: 'votre attestation' }, fields: [] }] },
      'replaces.0.fields: Too small: expected array to have >=1 items',
    ],
    [
      { replaces: [{ fields: ['nom'] }] },
      'replaces.0.document: Invalid input: expected object, received undefined',
    ],
    [{ replaces: ['attestation'] }, 'replaces.0: Invalid input: expected object, received string'],
  ])('when it says %j, then it is told: %s', (changes, mistake) => {
    const said = schemaSays(changes)
    expect(said).toHaveLength(1)
    expect(said[0]).toContain(mistake.replace(/^.*?: /, ''))
    expect(said[0]?.split(': ')[0]).toBe(mistake.split(': ')[0])
  })

  test.each(['P1Y', 'P6M', 'P30D', 'P1Y6M15D', 'P10Y'])(
    'when retention is %s, then it is taken',
    (retention) => {
      expect(schemaSays({ retention })).toEqual([])
    },
  )
})

describe('a demarche resolved', () => {
  test('when every field is right, then its claims stand in it', () => {
    const file = DemarcheFile.parse({
      ...someDemarcheFile,
      fields: {
        nom: { from: 'franceconnect.family_name', lock: true, label: { fr: 'Nom' } },
        majeur: { from: 'franceconnect.birthdate', transform: [{ 'age-at-least': 18 }] },
        civilite: { from: 'franceconnect.gender', options: { female: 'Mme' } },
      },
    })
    const { birthdate, family_name, gender } = franceConnectClaims
    expect(resolveDemarche('inscription', file)).toEqual({
      mistakes: [],
      demarche: {
        name: 'inscription',
        title: someDemarcheFile.title,
        purpose: someDemarcheFile.purpose,
        legal_basis: 'public-task',
        retention: 'P1Y',
        acr: 'eidas1',
        review: 'auto',
        sensitive: false,
        groups: {},
        situations: {},
        replaces: [],
        fields: {
          nom: {
            source: 'franceconnect',
            claim: 'family_name',
            entry: family_name,
            type: 'name',
            transforms: [],
            lock: true,
            label: { fr: 'Nom' },
          },
          majeur: {
            source: 'franceconnect',
            claim: 'birthdate',
            entry: birthdate,
            type: 'boolean',
            transforms: [{ 'age-at-least': 18 }],
            lock: false,
            label: { fr: 'Date de naissance', en: 'Date of birth' },
          },
          civilite: {
            source: 'franceconnect',
            claim: 'gender',
            entry: gender,
            type: 'code',
            transforms: [],
            options: { female: 'Mme' },
            lock: false,
            label: { fr: 'Sexe', en: 'Sex' },
          },
        },
      },
    })
  })

  const mistakesOf = (fields: Readonly<Record<string, unknown>>, groups = {}) =>
    resolveDemarche('x', DemarcheFile.parse({ ...someDemarcheFile, fields, groups })).mistakes

  test.each([
    [{ from: 'caf.quotient' }, 'from', `unknown source "caf"; known: ${knownSources}`],
    [{ from: '' }, 'from', `unknown source ""; known: ${knownSources}`],
    [{ from: '__proto__.x' }, 'from', `unknown source "__proto__"; known: ${knownSources}`],
    [
      { from: 'franceconnect.surname' },
      'from',
      `unknown claim "surname" of franceconnect; known: ${knownClaims}`,
    ],
    [{ from: 'franceconnect' }, 'from', `unknown claim "" of franceconnect; known: ${knownClaims}`],
    [
      { from: 'franceconnect.toString' },
      'from',
      `unknown claim "toString" of franceconnect; known: ${knownClaims}`,
    ],
    [
      { from: 'franceconnect.gender.x' },
      'from',
      `unknown claim "gender.x" of franceconnect; known: ${knownClaims}`,
    ],
    [
      { from: 'franceconnect.gender', transform: ['first'] },
      'transform',
      'transform "first" takes a list, not a code',
    ],
    [
      { from: 'franceconnect.email', options: { a: 'b' } },
      'options',
      'options need a code, not a text',
    ],
    [
      { from: 'franceconnect.birthdate', transform: [{ 'age-at-least': 18 }], options: { a: 'b' } },
      'options',
      'options need a code, not a boolean',
    ],
    [
      { from: 'franceconnect.email', lock: true },
      'lock',
      'lock needs a verified claim; franceconnect.email is declared',
    ],
    [
      { from: 'franceconnect.preferred_username', lock: true },
      'lock',
      'lock needs a verified claim; franceconnect.preferred_username is declared',
    ],
  ])('when a field is %j, then its %s is told: %s', (field, member, message) => {
    expect(mistakesOf({ champ: field })).toEqual([{ path: ['fields', 'champ', member], message }])
  })

  test('when several places are wrong, then all are told', () => {
    const fields = {
      nom: { from: 'franceconnect.surname' },
      sub: { from: 'franceconnect.family_name' },
      bon: { from: 'franceconnect.gender' },
    }
    const groups = { enfant: { list: 'caf.enfants', max: 6 } }
    expect(mistakesOf(fields, groups).map(({ path }) => path.join('.'))).toEqual([
      'groups.enfant.list',
      'fields.nom.from',
      'fields.sub',
    ])
  })
})

describe('names with a meaning of their own', () => {
  const another = (name: string) =>
    `"${name}" is a registered OpenID Connect claim with another meaning; choose another field name`

  test.each([
    // field, from, transformed, why not
    ['nom', 'franceconnect.family_name', false, undefined],
    ['email', 'franceconnect.email', false, undefined],
    ['family_name', 'franceconnect.family_name', false, undefined],
    ['gender', 'franceconnect.gender', false, undefined],
    ['birthplace', 'franceconnect.birthcountry', false, undefined],
    ['birthdate', 'franceconnect.birthdate', true, another('birthdate')],
    ['given_name', 'franceconnect.given_name_array', true, another('given_name')],
    ['email', 'franceconnect.preferred_username', false, another('email')],
    ['address', 'franceconnect.birthplace', false, another('address')],
    ['name', 'franceconnect.family_name', false, another('name')],
    ['sub', 'franceconnect.sub', true, another('sub')],
    ['iss', 'franceconnect.email', false, another('iss')],
    ['aud', 'franceconnect.email', false, another('aud')],
    ['exp', 'franceconnect.email', false, another('exp')],
    ['iat', 'franceconnect.email', false, another('iat')],
    ['jti', 'franceconnect.email', false, another('jti')],
    ['nonce', 'franceconnect.email', false, another('nonce')],
    ['acr', 'franceconnect.email', false, another('acr')],
    ['phone_number', 'franceconnect.email', false, another('phone_number')],
    ['updated_at', 'franceconnect.email', false, another('updated_at')],
    ['locale', 'franceconnect.email', false, another('locale')],
    ['prefill_token', 'franceconnect.email', false, '"prefill_token" is reserved'],
    ['constructor', 'franceconnect.email', false, '"constructor" is reserved'],
    ['__proto__', 'franceconnect.email', false, '"__proto__" is reserved'],
  ])('when field %s is %s (transformed: %s), then: %s', (field, from, isTransformed, why) => {
    expect(reservedName(field, from, isTransformed)).toBe(why)
  })

  test.each(['sub', 'iss', 'aud', 'exp', 'nonce', 'address', 'prefill_token', 'constructor'])(
    'when a file names a field %s, then it is refused',
    (name) => {
      expect(() => aDemarche({ [name]: { from: 'franceconnect.family_name' } })).toThrow(name)
    },
  )

  // `/userinfo` answers the form's own word, "Mme", under that name.
  test('when a registered claim is given words of the form, then it is refused', () => {
    const field = { from: 'franceconnect.gender', options: { female: 'Mme', male: 'M.' } }
    expect(() => aDemarche({ gender: field })).toThrow('gender')
  })
})

test('when a claim is known, then its reference is resolved', () => {
  expect(resolveClaim('franceconnect.email')).toEqual({
    source: 'franceconnect',
    claim: 'email',
    entry: franceConnectClaims.email,
  })
})

describe('the claims that a form needs', () => {
  test.each([
    [{}, ['family_name', 'given_name']],
    [{ nom: { from: 'franceconnect.family_name' } }, ['family_name', 'given_name']],
    [
      { mel: { from: 'franceconnect.email' }, encore: { from: 'franceconnect.email' } },
      ['family_name', 'given_name', 'email'],
    ],
  ])('when its fields are %j, then they are %j', (fields, claims) => {
    expect(neededClaims(aDemarche(fields).fields)).toEqual(
      claims.map((claim) => franceConnectClaims[claim]),
    )
  })
})
