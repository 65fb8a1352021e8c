import { describe, expect, test } from '@jest/globals'
import { buildFields } from '../../src/domain/build-fields.ts'
import { PivotIdentity } from '../../src/domain/pivot-identity.ts'
import { aCog } from '../support/cog.ts'
import { aDemarche } from '../support/forms.ts'

const angela = {
  sub: 'x',
  family_name: 'DUBOIS',
  given_name: 'Angela Claire Louise',
  given_name_array: ['Angela', 'Claire', 'Louise'],
  birthdate: '1962-08-24',
  gender: 'female',
  birthplace: '75107',
  birthcountry: '99100',
  email: 'angela@exemple.fr',
}

const demarche = aDemarche({
  nom: { from: 'franceconnect.family_name', lock: true },
  prenom: { from: 'franceconnect.given_name_array', transform: ['first'], lock: true },
  civilite: { from: 'franceconnect.gender', options: { female: 'Mme', male: 'M.' }, lock: true },
  ne_le: { from: 'franceconnect.birthdate', lock: true },
  majeur: { from: 'franceconnect.birthdate', transform: [{ 'age-at-least': 18 }] },
  commune: { from: 'franceconnect.birthplace', lock: true },
  courriel: { from: 'franceconnect.email' },
})

const build = (changes: Readonly<Record<string, unknown>> = {}, language: 'fr' | 'en' = 'fr') =>
  buildFields(demarche, {
    identity: PivotIdentity.parse({ ...angela, ...changes }),
    today: '2026-11-23',
    sources: {},
    language,
    cog: aCog,
  })

const from = (claim: string) => ({ source: 'franceconnect', claim })
const certified = (claim: string, locked: boolean) => ({
  ...from(claim),
  assurance: 'verified',
  as_of: '2026-11-23',
  locked,
})

const everything = {
  nom: { ...certified('family_name', true), type: 'name', value: 'DUBOIS' },
  prenom: { ...certified('given_name_array', true), type: 'name', value: 'Angela' },
  civilite: { ...certified('gender', true), type: 'code', value: 'female', text: 'Mme' },
  ne_le: { ...certified('birthdate', true), type: 'date', value: '1962-08-24' },
  majeur: { ...certified('birthdate', false), type: 'boolean', value: true },
  commune: { ...certified('birthplace', true), type: 'code', value: '75107' },
  courriel: {
    ...certified('email', false),
    type: 'text',
    value: 'angela@exemple.fr',
    assurance: 'declared',
  },
}

const notInOptions =
  'La valeur connue de FranceConnect ne figure pas parmi les choix de ce formulaire. Choisissez vous-même.'

test('when everything is known, then every field has its value, in the order of the demarche', () => {
  expect(build()).toEqual(everything)
  expect(Object.keys(build())).toEqual(Object.keys(everything))
})

test.each([
  [
    'the gender is unspecified',
    { gender: 'unspecified' },
    {
      civilite: {
        ...from('gender'),
        type: 'code',
        value: null,
        reason: 'not_in_options',
        message: notInOptions,
      },
    },
  ],
  [
    'the birth was abroad',
    { birthplace: '', birthcountry: '99352' },
    {
      commune: {
        ...from('birthplace'),
        type: 'code',
        value: null,
        reason: 'born_abroad',
        message:
          'FranceConnect ne donne pas la commune pour une naissance à l’étranger. Indiquez-la vous-même.',
      },
    },
  ],
  [
    'the day of birth is not known',
    { birthdate: '1992-11-01', idp_birthdate: '1992-11-00' },
    {
      ne_le: {
        ...certified('birthdate', true),
        type: 'partial-date',
        value: '1992-11',
        locked: false,
      },
    },
  ],
  [
    'nobody can say whether the day was completed',
    { birthdate: '1992-11-01' },
    {
      ne_le: {
        ...certified('birthdate', false),
        type: 'date',
        value: '1992-11-01',
        assurance: 'administrative',
      },
      majeur: { ...everything.majeur, assurance: 'administrative' },
    },
  ],
  [
    'the unknown day decides of the age',
    { birthdate: '2008-11-01', idp_birthdate: '2008-11-00' },
    {
      ne_le: {
        ...certified('birthdate', true),
        type: 'partial-date',
        value: '2008-11',
        locked: false,
      },
      majeur: {
        ...from('birthdate'),
        type: 'boolean',
        value: null,
        reason: 'imprecise',
        message:
          'Votre date de naissance n’est connue qu’en partie, ce qui ne permet pas de répondre. Répondez vous-même.',
      },
    },
  ],
  [
    'a claim is unreadable',
    { email: 42 },
    {
      courriel: {
        ...from('email'),
        type: 'text',
        value: null,
        reason: 'unreadable',
        message:
          'FranceConnect a donné cette information sous une forme illisible. Remplissez-la vous-même.',
      },
    },
  ],
  [
    'a claim is absent',
    { family_name: undefined },
    {
      nom: {
        ...from('family_name'),
        type: 'name',
        value: null,
        reason: 'not_provided',
        message: 'FranceConnect ne connaît pas cette information. Remplissez-la vous-même.',
      },
    },
  ],
  [
    'a child asks',
    { birthdate: '2015-06-20' },
    {
      ne_le: { ...everything.ne_le, value: '2015-06-20' },
      majeur: { ...everything.majeur, value: false },
    },
  ],
])('when %s, then only its own fields change', (_, changes, fields) => {
  expect(build(changes)).toEqual({ ...everything, ...fields })
})

describe('a guest of another State', () => {
  test('when INSEE stands behind nothing, then nothing is locked', () => {
    const { given_name_array: _, ...guest } = angela
    const fields = buildFields(demarche, {
      identity: PivotIdentity.parse(guest),
      today: '2026-11-23',
      sources: {},
      language: 'fr',
      cog: aCog,
    })
    const own = (field: object) => ({ ...field, assurance: 'administrative', locked: false })
    expect(fields).toEqual({
      nom: own(everything.nom),
      prenom: {
        ...from('given_name_array'),
        type: 'name',
        value: null,
        reason: 'not_separated',
        message: 'FranceConnect donne vos prénoms sans les séparer. Indiquez-les vous-même.',
      },
      civilite: own(everything.civilite),
      ne_le: own(everything.ne_le),
      majeur: own(everything.majeur),
      commune: own(everything.commune),
      courriel: everything.courriel,
    })
  })
})

test('when the citizen reads English, then so is the reason', () => {
  expect(build({ email: '' }, 'en').courriel).toEqual({
    ...from('email'),
    type: 'text',
    value: null,
    reason: 'not_provided',
    message: 'FranceConnect does not know this. Please fill it in yourself.',
  })
})

test('when an option is named like a member of every object, then it is none', () => {
  const odd = aDemarche({
    ville: { from: 'franceconnect.birthplace', options: { '75107': 'Paris' } },
  })
  const identity = PivotIdentity.parse({ ...angela, birthplace: '13012' })
  const facts = { identity, today: '2026-11-23', sources: {}, language: 'fr', cog: aCog } as const
  expect(buildFields(odd, facts)).toEqual({
    ville: {
      ...from('birthplace'),
      type: 'code',
      value: null,
      reason: 'not_in_options',
      message: notInOptions,
    },
  })
})
