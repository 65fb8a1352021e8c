import { describe, expect, test } from '@jest/globals'
import nock from 'nock'
import { stateSources } from '../../src/domain/state-sources.ts'
import { aCall, answers, noemie, someToken } from '../support/state-answers.ts'
import { stateStage } from '../support/state-stage.ts'

const origin = 'https://particulier.example'
const recipient = '21740010800014'
const json = { 'content-type': 'application/vnd.api+json; charset=utf-8', 'x-request-id': 'r-1' }

const serve = (source: string, body: unknown, query: Record<string, string> = {}) =>
  nock(origin, { reqheaders: { authorization: `Bearer ${someToken}` } })
    .get(stateSources[source]!.path)
    .query({ recipient, ...query })
    .reply(200, JSON.stringify(body), json)

async function ask(
  source: string,
  claims: readonly string[],
  body: unknown = answers[source as keyof typeof answers],
  more = {},
) {
  serve(source, body)
  const stage = stateStage()
  return { answer: await stage.askSource(aCall(source, claims, more)), ...stage }
}

const valuesOf = async (source: string, claims: readonly string[], body?: unknown, more = {}) => {
  const { answer } = await ask(source, claims, body, more)
  return 'data' in answer ? answer.data.values : answer
}

const known = (type: string, value: unknown, more = {}) => ({
  type,
  value,
  assurance: 'administrative',
  ...more,
})
const missing = (type: string, reason = 'not_provided') => ({ type, reason })

describe('the answers of API Particulier', () => {
  test.each<[string, Record<string, unknown>]>([
    [
      'quotient_familial',
      {
        valeur: known('number', 731, { asOf: '2026-09' }),
        fournisseur: known('code', 'CNAF', { asOf: '2026-09' }),
        annee: known('number', 2026, { asOf: '2026-09' }),
        mois: known('number', 9, { asOf: '2026-09' }),
        adresse: {
          type: 'address',
          value: ['BATIMENT C', '7 ALLEE DES TILLEULS', '35000 RENNES'],
          assurance: 'declared',
        },
        adresse_voie: { type: 'text', value: '7 ALLEE DES TILLEULS', assurance: 'declared' },
        adresse_complement: { type: 'text', value: 'BATIMENT C', assurance: 'declared' },
        adresse_lieu_dit: missing('text'),
        adresse_code_postal: { type: 'code', value: '35000', assurance: 'declared' },
        adresse_ville: { type: 'text', value: 'RENNES', assurance: 'declared' },
        adresse_pays: { type: 'text', value: 'FRANCE', assurance: 'declared' },
      },
    ],
    [
      'revenu_solidarite_active',
      {
        est_beneficiaire: known('boolean', true),
        avec_majoration: known('boolean', false),
        date_debut_droit: known('date', '2025-05-01'),
      },
    ],
    [
      'prime_activite',
      {
        est_beneficiaire: known('boolean', false),
        avec_majoration: missing('boolean'),
        date_debut_droit: missing('date'),
      },
    ],
    [
      'allocation_adulte_handicape',
      {
        est_beneficiaire: known('boolean', true),
        date_debut_droit: known('date', '2024-02-01'),
      },
    ],
    [
      'allocation_soutien_familial',
      { est_beneficiaire: known('boolean', true), date_debut_droit: missing('date') },
    ],
    [
      'allocation_enfant_handicape',
      {
        status: known('code', 'ouvrant_droit'),
        date_debut_droit: known('date', '2022-10-01'),
      },
    ],
    [
      'complementaire_sante_solidaire',
      {
        est_beneficiaire: known('boolean', true),
        avec_participation: known('boolean', true),
        date_debut_droit: known('date', '2026-03-01'),
      },
    ],
    [
      'participation_familiale_eaje',
      {
        ressources_annuelles: known('number', 30812),
        ressources_annee_calcul: known('number', 2026),
        nombre_enfants_a_charge: known('number', 2),
        nombre_enfants_beneficiaire_aeeh: known('number', 0),
        adresse_code_postal: missing('code', 'unreadable'),
        adresse_ville: { type: 'text', value: 'PARIS', assurance: 'declared' },
      },
    ],
    [
      'etudiant_boursier',
      {
        est_boursier: known('boolean', true),
        est_radie: known('boolean', false),
        date_radiation: missing('date'),
        echelon_bourse: known('code', '0bis'),
        echelon_bourse_regionale_provisoire: known('boolean', false),
        date_rentree: known('date', '2026-09-01'),
        duree_versement: known('number', 10),
        ville_etudes: known('text', 'Rennes'),
        etablissement_etudes: known('text', 'Université Rennes 2'),
        email: { type: 'text', value: 'noemie@univ.example', assurance: 'declared' },
      },
    ],
    [
      'etudiant_boursier_v3',
      {
        est_boursier: known('boolean', true),
        echelon_bourse: known('code', '6'),
        echelon_bourse_regionale_provisoire: known('boolean', true),
        ville_etudes: missing('text'),
        email: missing('text'),
      },
    ],
    [
      'statut_etudiant',
      {
        est_admis: known('boolean', true),
        est_inscrit: known('boolean', true),
        date_debut: known('date', '2026-09-01'),
        date_fin: known('date', '2027-08-31'),
        regime_formation: known('code', 'RF4'),
        regime_formation_libelle: known('text', "contrat d'apprentissage"),
        commune_etudes: known('code', '38185'),
        etablissement_uai: known('code', '0389999Z'),
        etablissement_nom: known('text', 'IUT DES ALPES'),
      },
    ],
    [
      'service_civique',
      {
        en_service_civique: known('boolean', true),
        a_fait_service_civique: known('boolean', false),
        organisme_actuel_siret: known('code', '21350238800019'),
        organisme_actuel_nom: known('text', 'VILLE INVENTEE'),
        date_debut_actuel: known('date', '2026-10-01'),
        date_fin_actuel: missing('date'),
        organisme_passe_siret: missing('code'),
        organisme_passe_nom: missing('text'),
        date_debut_passe: missing('date'),
        date_fin_passe: missing('date'),
      },
    ],
    [
      'service_national',
      { statut_service_national: known('code', 'en_regle'), commentaires: missing('text') },
    ],
  ])('when it is %s, then every claim has its value', async (source, values) => {
    const { answer, notes } = await ask(source, Object.keys(values))
    expect(answer).toEqual({ status: 'ok', data: { values, lists: {} } })
    expect(notes).toEqual([{ source, status: 200, request_id: 'r-1', attempt: 1 }])
  })

  test('when it is a vehicle, then its plate is asked and every claim has its value', async () => {
    const source = 'extrait_immatriculation_vehicule'
    const values = {
      numero_immatriculation: known('code', 'AB-123-CD'),
      date_premiere_immatriculation: known('date', '2019-04-30'),
      location: missing('code'),
      statut_rattachement: known('code', 'cotitulaire'),
      marque: known('text', 'RENAULT'),
      denomination_commerciale: known('text', 'ZOE'),
      energie: known('code', 'EL'),
      co2: known('number', 0),
      genre: known('code', 'VP'),
      categorie: known('code', 'M1'),
      classe_environnementale: known('code', 'Euro 6'),
      masse_charge_maximale: known('number', 1966),
      adresse: known('address', ['ESCALIER 2', '7 BIS ALLEE DES TILLEULS', '35000 RENNES']),
      adresse_voie: known('text', '7 BIS ALLEE DES TILLEULS'),
      adresse_code_postal: known('code', '35000'),
      adresse_ville: known('text', 'RENNES'),
    }
    expect(Object.keys(values)).toEqual(Object.keys(stateSources[source]!.claims))
    serve(source, answers[source], { immatriculation: 'AB-123-CD' })
    const plate = { answers: { immatriculation: 'AB-123-CD' } }
    const answer = await stateStage().askSource(aCall(source, Object.keys(values), plate))
    expect(answer).toEqual({ status: 'ok', data: { values, lists: {} } })
  })

  test('when a vehicle has no plate to be asked by, then nothing is called', async () => {
    const stage = stateStage()
    const call = aCall('extrait_immatriculation_vehicule', ['marque'])
    expect(await stage.askSource(call)).toEqual({ status: 'refused', reason: 'request_refused' })
    expect(stage.notes).toEqual([])
  })

  test('when lists are asked, then each thing has what the catalogue names and no more', async () => {
    const body = structuredClone(answers.quotient_familial) as unknown as {
      data: { enfants: Record<string, unknown>[] }
    }
    body.data.enfants[0]!.nir = '2170635238001'
    const { answer } = await ask('quotient_familial', ['enfants'], body)
    expect(answer).toEqual({
      status: 'ok',
      data: {
        values: {},
        lists: {
          enfants: {
            items: [
              {
                nom_naissance: known('name', 'DA SILVA'),
                nom_usage: missing('name'),
                prenoms: known('name', 'Inès Maria'),
                date_naissance: known('date', '2017-06-03'),
                sexe: known('code', 'F'),
              },
              {
                nom_naissance: known('name', 'DA SILVA'),
                nom_usage: missing('name'),
                prenoms: known('name', 'ÉLOI'),
                date_naissance: missing('date', 'unreadable'),
                sexe: known('code', 'M'),
              },
            ],
          },
        },
      },
    })
  })

  test('when a list is of anything, then what cannot be read costs its own places only', async () => {
    const body = { data: { enfants: [null, 'x', { prenoms: 'LOU' }] } }
    const { answer } = await ask('quotient_familial', ['enfants'], body)
    const nothing = (reason: string) => ({
      nom_naissance: missing('name', reason),
      nom_usage: missing('name', reason),
      prenoms: missing('name', reason),
      date_naissance: missing('date', reason),
      sexe: missing('code', reason),
    })
    expect(answer).toEqual({
      status: 'ok',
      data: {
        values: {},
        lists: {
          enfants: {
            items: [
              nothing('unreadable'),
              nothing('unreadable'),
              { ...nothing('not_provided'), prenoms: known('name', 'LOU') },
            ],
          },
        },
      },
    })
  })

  test('when one claim is asked, then nothing else leaves', async () => {
    const { answer } = await ask('quotient_familial', ['valeur'])
    expect(answer).toEqual({
      status: 'ok',
      data: { values: { valeur: known('number', 731, { asOf: '2026-09' }) }, lists: {} },
    })
  })

  test('when a claim is unknown, then it is dropped', async () => {
    expect(
      await valuesOf('service_national', ['statut_service_national', 'x', 'toString']),
    ).toEqual({ statut_service_national: known('code', 'en_regle') })
  })

  test.each<[string, unknown, Record<string, unknown>]>([
    ['an empty list of admissions', [], { est_admis: known('boolean', false) }],
    [
      'an admission that is over',
      [{ date_debut: '2025-09-01', date_fin: '2026-08-31', est_inscrit: true }],
      { est_admis: known('boolean', false) },
    ],
    ['no list at all', null, { est_admis: missing('boolean') }],
    ['something that is no list', 'x', { est_admis: missing('boolean') }],
  ])('when there is %s, then nobody is said to be enrolled', async (_, admissions, values) => {
    expect(
      await valuesOf('statut_etudiant', ['est_admis', 'est_inscrit'], { data: { admissions } }),
    ).toEqual({ ...values, est_inscrit: missing('boolean') })
  })

  test('when a scope was not granted, then its claims are not provided and the others are', async () => {
    const body = { data: { est_beneficiaire: true, date_debut_droit: '2025-01-01' } }
    expect(
      await valuesOf('revenu_solidarite_active', ['est_beneficiaire', 'avec_majoration'], body),
    ).toEqual({ est_beneficiaire: known('boolean', true), avec_majoration: missing('boolean') })
  })

  test.each<[string, readonly string[], unknown]>([
    ['revenu_solidarite_active', ['avec_majoration'], { est_beneficiaire: true }],
    ['quotient_familial', ['valeur', 'enfants'], { adresse: {} }],
    [
      'service_civique',
      ['organisme_actuel_nom'],
      { statut_actuel: { contrat_trouve: true }, statut_passe: null },
    ],
  ])('when %s lacks all of %j, then its scopes are missing', async (source, claims, data) => {
    const { answer } = await ask(source, claims, { data })
    expect(answer).toEqual({ status: 'refused', reason: 'scope_missing' })
  })

  test.each<[string, unknown]>([
    ['others only', [{ nom_naissance: 'MARTIN', prenoms: 'PAUL' }]],
    ['a namesake of the family', [{ nom_naissance: 'LOEUILLET', prenoms: 'PAUL' }]],
    ['nobody', []],
    ['no list', { nom_naissance: 'LOEUILLET', prenoms: 'NOEMIE' }],
    ['nameless things', [null, 3, {}, { nom_naissance: '', prenoms: '' }]],
  ])('when the holders are %s, then the answer is about somebody else', async (_, allocataires) => {
    const body = { data: { ...answers.quotient_familial.data, allocataires } }
    const { answer } = await ask('quotient_familial', ['valeur'], body)
    expect(answer).toEqual({ status: 'inconsistent', reason: 'other_person' })
  })

  test.each<[string, object]>([
    ['did not come', {}],
    ['are null', { allocataires: null }],
  ])('when the holders %s, then nothing speaks against the answer', async (_, holders) => {
    const { quotient_familial } = answers.quotient_familial.data
    const body = { data: { quotient_familial, ...holders } }
    expect(await valuesOf('quotient_familial', ['valeur'], body)).toEqual({
      valeur: known('number', 731, { asOf: '2026-09' }),
    })
  })

  test.each<[string, object]>([
    ['a holder’s usage name is the citizen’s', { family_name: 'DA SILVA' }],
    [
      'the citizen’s usage name is the holder’s',
      { family_name: 'X', preferred_username: 'da silva' },
    ],
  ])('when %s, then it is about them', async (_, changes) => {
    const more = { identity: { ...noemie, ...changes } }
    expect(await valuesOf('quotient_familial', ['annee'], undefined, more)).toEqual({
      annee: known('number', 2026, { asOf: '2026-09' }),
    })
  })

  test('when the register says that the names differ, then the vehicle is somebody else’s', async () => {
    const source = 'extrait_immatriculation_vehicule'
    const plate = { answers: { immatriculation: 'AB-123-CD' } }
    const meta = { identity_matching: { family_name: 0.4, overall_match: false } }
    serve(source, { ...answers[source], meta }, { immatriculation: 'AB-123-CD' })
    expect(await stateStage().askSource(aCall(source, ['marque'], plate))).toEqual({
      status: 'inconsistent',
      reason: 'other_person',
    })
  })

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['null', { identity_matching: null }],
    ['that the family name agrees', { identity_matching: { family_name: 1 } }],
    ['null for all of it', { identity_matching: { overall_match: null } }],
    ['“true”', { identity_matching: { overall_match: 'true' } }],
    ['1', { identity_matching: { overall_match: 1 } }],
  ])(
    'when the register says %s of the names, then nothing was found in theirs',
    async (_, meta) => {
      const source = 'extrait_immatriculation_vehicule'
      const plate = { answers: { immatriculation: 'AB-123-CD' } }
      serve(source, { ...answers[source], meta }, { immatriculation: 'AB-123-CD' })
      expect(await stateStage().askSource(aCall(source, ['marque'], plate))).toEqual({
        status: 'empty',
        reason: 'not_identified',
      })
    },
  )

  test('when a claim has another type than it should, then it is unreadable and the rest is not', async () => {
    const quotient_familial = { valeur: '872,5', annee: 'x', mois: 13, fournisseur: ['CNAF'] }
    const body = { data: { quotient_familial, adresse: [] } }
    expect(
      await valuesOf('quotient_familial', ['valeur', 'annee', 'fournisseur', 'adresse'], body),
    ).toEqual({
      valeur: known('number', 872.5),
      annee: missing('number', 'unreadable'),
      fournisseur: missing('code', 'unreadable'),
      adresse: missing('address', 'unreadable'),
    })
  })
})
