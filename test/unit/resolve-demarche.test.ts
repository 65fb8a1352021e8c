import { describe, expect, test } from '@jest/globals'
import { DemarcheFile } from '../../src/domain/demarche.ts'
import { resolveDemarche, resolveFields } from '../../src/domain/resolve-demarche.ts'
import { someDemarcheFile } from '../support/forms.ts'

const children = { enfant: { list: 'quotient_familial.enfants', max: 3 } }
const childFields = { prenom: { from: 'enfant.prenoms' } }

const resolve = (changes: Readonly<Record<string, unknown>>) =>
  resolveDemarche('x', DemarcheFile.parse({ ...someDemarcheFile, ...changes }))

const told = (changes: Readonly<Record<string, unknown>>) =>
  resolve(changes).mistakes.map(({ path, message }) => `${path.join('.')}: ${message}`)

describe('groups', () => {
  test('when a list is one of things, then it is the group, under its own or the list’s name', () => {
    const groups = {
      enfant: { ...children.enfant, label: { fr: 'Enfant inscrit' } },
      adulte: { list: 'quotient_familial.allocataires', max: 2 },
    }
    const fields = { ...childFields, adulte_nom: { from: 'adulte.nom_naissance' } }
    const { demarche, mistakes } = resolve({ groups, fields })
    expect(mistakes).toEqual([])
    expect(demarche.groups).toEqual({
      enfant: {
        source: 'quotient_familial',
        list: 'enfants',
        max: 3,
        label: { fr: 'Enfant inscrit' },
      },
      adulte: {
        source: 'quotient_familial',
        list: 'allocataires',
        max: 2,
        label: { fr: 'Allocataire et conjoint', en: 'Beneficiary and partner' },
      },
    })
    expect(demarche.fields.adulte_nom?.member).toEqual({
      group: 'adulte',
      list: 'allocataires',
      item: 'nom_naissance',
    })
  })

  test.each([
    [
      'is no list',
      { groups: { enfant: { list: 'quotient_familial.valeur', max: 3 } }, fields: childFields },
      ['groups.enfant.list: quotient_familial.valeur is not a list of things'],
    ],
    [
      'has the name of a source',
      {
        groups: { service_civique: children.enfant },
        fields: { prenom: { from: 'service_civique.prenoms' } },
      },
      ['groups.service_civique: "service_civique" is a source; choose another name'],
    ],
    [
      'is a list of words',
      {
        groups: { enfant: { list: 'franceconnect.given_name_array', max: 3 } },
        fields: childFields,
      },
      ['groups.enfant.list: franceconnect.given_name_array is not a list of things'],
    ],
    [
      'has no field',
      { groups: children, fields: { nom: { from: 'franceconnect.family_name' } } },
      ['groups.enfant: no field is filled from this group'],
    ],
    [
      'has a wrong field only',
      { groups: children, fields: { age: { from: 'enfant.age' } } },
      [
        'fields.age.from: unknown claim "age" of enfant; known: nom_naissance, nom_usage, prenoms, date_naissance, sexe',
      ],
    ],
    [
      'is never reviewed',
      { groups: children, fields: childFields, review: 'never' },
      ['review: the citizen has to choose of enfant: review must be auto or always'],
    ],
    ['is always reviewed', { groups: children, fields: childFields, review: 'always' }, []],
    ['is not there and no review', { review: 'never' }, []],
  ])('when a group %s, then: %j', (_, changes, mistakes) => {
    const lines = told(changes)
    expect(lines).toEqual(mistakes)
  })

  test('when a list is unknown, then it is told once and not for each of its fields', () => {
    const groups = { enfant: { list: 'caf.enfants', max: 3 } }
    const fields = { ...childFields, ne_le: { from: 'enfant.date_naissance' } }
    expect(told({ groups, fields })).toEqual([
      expect.stringMatching(/^groups\.enfant\.list: unknown source "caf"; known: franceconnect, /),
    ])
  })

  test('when fields and groups are resolved alone, then what is right is there beside the mistakes', () => {
    const { fields, groups } = DemarcheFile.parse({
      ...someDemarcheFile,
      groups: children,
      fields: { ...childFields, faux: { from: 'x.y' } },
    })
    const resolved = resolveFields({ fields, groups })
    expect(Object.keys(resolved.fields)).toEqual(['prenom'])
    expect(Object.keys(resolved.groups)).toEqual(['enfant'])
    expect(resolved.mistakes.map(({ path }) => path.join('.'))).toEqual(['fields.faux.from'])
  })
})

describe('situations', () => {
  const fields = {
    inscrit: { from: 'statut_etudiant.est_inscrit' },
    nom: { from: 'franceconnect.family_name' },
  }
  const situations = (...sources: string[]) => ({
    etudiant: { label: { fr: 'Étudiant' }, sources },
    aucune: { label: { fr: 'Aucune' } },
  })

  test('when their sources fill fields, then they stand as they are', () => {
    const { demarche, mistakes } = resolve({ fields, situations: situations('statut_etudiant') })
    expect(mistakes).toEqual([])
    expect(demarche.situations).toEqual({
      etudiant: { label: { fr: 'Étudiant' }, sources: ['statut_etudiant'] },
      aucune: { label: { fr: 'Aucune' }, sources: [] },
    })
  })

  test.each(['etudiant_boursier', 'franceconnect', 'caf', 'toString'])(
    'when one names %s, from which no field is filled before a login’s choice, then it is told',
    (source) => {
      expect(told({ fields, situations: situations('statut_etudiant', source) })).toEqual([
        `situations.etudiant.sources.1: no field is filled from ${source}`,
      ])
    },
  )

  test('when a field is wrong, then that is told first', () => {
    const wrong = { inscrit: { from: 'statut_etudiant.inscrit' } }
    const lines = told({ fields: wrong, situations: situations('statut_etudiant') })
    expect(lines.map((line) => line.split(':')[0])).toEqual(['fields.inscrit.from'])
  })
})

describe('replaced documents', () => {
  const fields = {
    nom: { from: 'franceconnect.family_name' },
    courriel: { from: 'franceconnect.email' },
    quotient: { from: 'quotient_familial.valeur' },
    adresse: { from: 'quotient_familial.adresse' },
  }
  const document = { fr: 'votre attestation' }

  test('when each rests on fields that an agency or INSEE stands for, then they stand as they are', () => {
    const replaces = [{ document, fields: ['nom', 'quotient'] }]
    const { demarche, mistakes } = resolve({ fields, replaces })
    expect(mistakes).toEqual([])
    expect(demarche.replaces).toEqual(replaces)
  })

  test.each([
    ['telephone', 'there is no field telephone'],
    ['toString', 'there is no field toString'],
    ['courriel', 'courriel is what the citizen declared: it replaces no document'],
    ['adresse', 'adresse is what the citizen declared: it replaces no document'],
  ])('when one rests on %s, then it is told that %s', (name, message) => {
    const replaces = [
      { document, fields: ['nom'] },
      { document, fields: ['quotient', name] },
    ]
    expect(told({ fields, replaces })).toEqual([`replaces.1.fields.1: ${message}`])
  })
})
