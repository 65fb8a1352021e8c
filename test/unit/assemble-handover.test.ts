import { expect, test } from '@jest/globals'
import type { SourceAnswer } from '../../src/domain/source-answer.ts'
import { assembleHandover } from '../../src/flow/assemble-handover.ts'
import { loginId } from '../../src/flow/login-attempt.ts'
import { pairwiseSubject } from '../../src/flow/pairwise-subject.ts'
import { aCallback, anAttempt, angelaDubois } from '../support/attempts.ts'
import { aCog } from '../support/cog.ts'
import { aDemarche, aForm, someFranceConnect } from '../support/forms.ts'
import { answering, known } from '../support/state-fields.ts'

const form = aForm({
  demarche: aDemarche({
    nom: { from: 'franceconnect.family_name', lock: true },
    commune: { from: 'franceconnect.birthplace', transform: ['commune-name'] },
    quotient: { from: 'quotient_familial.valeur' },
    service: { from: 'service_national.statut_service_national' },
  }),
  sources: ['quotient_familial', 'service_national'].map((name) => ({
    name,
    claims: [],
    scopes: [],
  })),
})

const login = {
  identity: angelaDubois,
  idToken: 'FranceConnect’s ID token',
  accessToken: 'FranceConnect’s access token',
  acr: 'eidas1',
  authTime: 1_795_428_000,
}

const quotient = answering({ values: { valeur: { ...known('number', 872), asOf: '2026-10' } } })
const day = { today: '2026-11-23', cog: aCog }
const declined =
  'Comme vous l’avez choisi, nous n’avons pas demandé votre situation au regard du service national. Remplissez vous-même et joignez votre certificat de participation à la Journée défense et citoyenneté.'

const certified = { source: 'franceconnect', assurance: 'verified', as_of: '2026-11-23' }

const expected = {
  client_id: 'demo-cantine',
  login: loginId(anAttempt()),
  redirect_uri: 'https://mairie.fr/cantine?page=1',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  nonce: 'n',
  sub: pairwiseSubject(someFranceConnect.issuer, 'angela-at-franceconnect', 'demo-cantine'),
  acr: 'eidas1',
  auth_time: 1_795_428_000,
  display_name: 'Angela DUBOIS',
  fields: {
    nom: { ...certified, type: 'name', claim: 'family_name', value: 'DUBOIS', locked: true },
    commune: {
      ...certified,
      type: 'text',
      claim: 'birthplace',
      value: 'Paris 7e Arrondissement',
      locked: false,
    },
    quotient: {
      type: 'number',
      source: 'quotient_familial',
      claim: 'valeur',
      value: 872,
      assurance: 'administrative',
      as_of: '2026-10',
      locked: false,
    },
    service: {
      type: 'code',
      source: 'service_national',
      claim: 'statut_service_national',
      value: null,
      reason: 'declined',
      message: declined,
    },
  },
  sources: {
    franceconnect: { status: 'ok' },
    quotient_familial: { status: 'ok' },
    service_national: {
      status: 'declined',
      reason: 'not_asked',
      message: declined,
      next: 'attach_document',
    },
  },
}

test('when a login is over, then who, every field and every source of the form are told, and no token', () => {
  const handover = assembleHandover(
    aCallback({ form }),
    login,
    { quotient_familial: quotient },
    day,
  )
  expect(handover).toEqual(expected)
  expect(Object.keys(handover.sources)).toEqual([
    'franceconnect',
    ...form.sources.map(({ name }) => name),
  ])
  expect(JSON.stringify(handover)).not.toMatch(/FranceConnect’s|angela-at/)
})

test('when FranceConnect says how they logged in, then so does the handover', () => {
  const handover = assembleHandover(aCallback({ form }), { ...login, amr: ['pwd'] }, {}, day)
  expect(handover.amr).toEqual(['pwd'])
})

test('when the citizen reads English, then so do source and field', () => {
  const attempt = anAttempt({ language: 'en' })
  const answer: SourceAnswer = { status: 'unavailable', reason: 'timeout' }
  const sources = { service_national: answer }
  const { fields, sources: told } = assembleHandover(
    aCallback({ form, attempt }),
    login,
    sources,
    day,
  )
  const message =
    'The national service directorate (DSNJ): no answer for your standing with regard to national service. Please fill it in yourself and attach your certificate of the Journée défense et citoyenneté.'
  expect(told.service_national).toEqual({
    status: 'unavailable',
    reason: 'timeout',
    message,
    next: 'attach_document',
  })
  expect(fields.service).toMatchObject({ value: null, reason: 'unavailable', message })
})
