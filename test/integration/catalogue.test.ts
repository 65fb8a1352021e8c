import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { PrefillClaims } from '../../src/domain/prefill-claims.ts'
import type { DemoForm } from '../../src/simulator/demo-catalogue/load-catalogue.ts'
import type { FaultSettingInput } from '../../src/simulator/fault-setting.ts'
import { verifyPrefill } from '../../src/verify.ts'
import {
  demoForms,
  startDemoForms,
  tokenOf,
  townHallKey,
  visitDemoForm,
} from '../support/demo-forms.ts'
import type { System } from '../support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startDemoForms(0.1)
})
afterEach(() => system.faults.clear())
afterAll(() => system.close())

/** A citizen fills a form, from its button to the token that it receives. */
async function fill(form: DemoForm, login: string) {
  const visit = await visitDemoForm(system, form, login)
  const { token, claims } = await tokenOf(system, form, visit)
  const isReviewed = visit.review !== undefined
  const isEncrypted = token.split('.').length === 5
  return { token, claims, isReviewed, isEncrypted, demarche: form.demarche }
}

const valuesOf = ({ fields }: PrefillClaims) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      field.value === null ? `(${field.reason})` : field.value,
    ]),
  )

const identity = {
  nom: 'DUBOIS',
  prenom: 'Angela',
  courriel: 'wossewodda-3728@yopmail.com',
}
const birth = {
  nom: 'DUBOIS',
  nom_usage: '(none_known)',
  prenoms: ['Angela', 'Claire', 'Louise'],
  ne_le: '1962-08-24',
  commune_naissance: 'Paris 7e Arrondissement',
  departement_naissance: 'Seine',
  pays_naissance: 'France',
  courriel: identity.courriel,
}
const firstChild = {
  enfant_prenom: ['LEO PAUL'],
  enfant_ne_le: [expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/)],
}
const student = {
  etudiant_inscrit: true,
  etablissement: 'UNIVERSITE POPULAIRE DE DEMONSTRATION',
  boursier: true,
  echelon: '3',
}

/** What each form gets of the citizen who has everything. */
const complete: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'accueil-loisirs': { ...identity, quotient: 872, ...firstChild },
  'acte-naissance': {
    ...birth,
    sexe: 'female',
    code_commune_naissance: '75107',
    code_pays_naissance: '99100',
  },
  'aide-ccas': {
    ...identity,
    nom_usage: '(none_known)',
    ne_le: '1962-08-24',
    quotient: 872,
    rsa: false,
    prime_activite: true,
    aah: false,
  },
  'aide-sport-culture': { ...identity, quotient: 872, ...firstChild },
  bibliotheque: { ...identity, adulte: true },
  'bourse-etudes': {
    nom: 'DUBOIS',
    prenoms: birth.prenoms,
    ne_le: birth.ne_le,
    courriel: identity.courriel,
    ...student,
  },
  'cantine-college': { ...identity, quotient: 872, ...firstChild },
  'carte-senior': { ...identity, age_requis: expect.any(Boolean) },
  'changement-adresse': { ...identity, nom_usage: '(none_known)', ne_le: '1962-08-24' },
  'inscription-scolaire': { ...identity, nom_usage: '(none_known)' },
  'jardin-familial': {
    ...identity,
    adresse: '12 RUE DES LILAS',
    code_postal: '74000',
    ville: 'ANNECY',
  },
  pacs: birth,
  'place-creche': {
    ...identity,
    ressources: 28400,
    enfants_charge: 3,
    enfants_aeeh: 0,
    ...firstChild,
  },
  'portage-repas': { ...identity, age_requis: expect.any(Boolean), revenu_fiscal: 33640, parts: 4 },
  'recensement-citoyen': { ...birth, sexe: 'female' },
  'reservation-salle': { ...identity, majeur: true },
  'restauration-scolaire': {
    nom: 'DUBOIS',
    nom_usage: '(none_known)',
    premier_prenom: 'Angela',
    civilite: 'female',
    ne_le: '1962-08-24',
    courriel: identity.courriel,
    quotient: 872,
    ...firstChild,
  },
  'stationnement-residentiel': {
    ...identity,
    immatriculation: 'AA-229-DB',
    titulaire: 'titulaire',
    marque: expect.stringMatching(/^[A-Z]+$/),
    modele: expect.any(String),
    energie: expect.any(String),
    adresse: ['12 RUE DES LILAS', '74000 ANNECY'],
    code_postal: '74000',
    ville: 'ANNECY',
  },
  'tarif-handicap': { ...identity, aah: false },
  'transport-solidaire': {
    ...identity,
    ne_le: '1962-08-24',
    ...student,
    c2s: '(declined)',
    rsa: '(declined)',
  },
}

const submittedOf = ({ fields }: PrefillClaims) =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, { value, ...field }]) => {
      if (value === null) return []
      if (Array.isArray(value) && field.type === 'list' && 'items' in field && field.items)
        return value.map((one, index) => [index === 0 ? name : `${name}_${index + 1}`, one])
      return [[name, Array.isArray(value) ? value.join(' ') : String(value)]]
    }),
  )

describe.each(demoForms.map((form) => [form.demarche.name, form] as const))('%s', (name, form) => {
  test('when a citizen has everything, then every field is filled, and what is handed over is authentic', async () => {
    const { token, claims, isReviewed, isEncrypted, demarche } = await fill(form, 'test')
    expect(valuesOf(claims)).toEqual(complete[name])
    expect({ isReviewed, isEncrypted }).toEqual({
      isReviewed: demarche.review === 'always' || Object.keys(demarche.groups).length > 0,
      isEncrypted: demarche.sensitive,
    })
    const verification = await verifyPrefill(token, submittedOf(claims), {
      issuer: system.serviceOrigin,
      clientId: form.clientId,
      submittedAt: new Date(),
      allowTest: true,
      decryptionKey: townHallKey,
    })
    expect({ valid: verification.valid, added: verification.added }).toEqual({
      valid: true,
      added: [],
    })
    const verdicts = Object.values(verification.fields).map(({ verdict }) => verdict)
    expect(verdicts.filter((one) => one !== 'unchanged' && one !== 'equivalent')).toEqual([])
  })

  test('when a citizen was born abroad and no agency answers, then the identity is there, and each gap has its reason', async () => {
    const sources = [
      ...new Set(Object.values(form.demarche.fields).map(({ source }) => source)),
    ].filter((source) => source !== 'franceconnect')
    system.faults.set(sources.map((at) => ({ fault: 'status_503', at }) as FaultSettingInput))
    const { claims } = await fill(form, 'portugal')
    for (const [field, { source, claim, transforms }] of Object.entries(form.demarche.fields)) {
      const { value, ...rest } = claims.fields[field] ?? { value: undefined }
      const reason = 'reason' in rest ? rest.reason : undefined
      const isOfBirthplace = claim === 'birthplace'
      if (source !== 'franceconnect') expect(reason).toMatch(/^(unavailable|declined)$/)
      else if (isOfBirthplace) expect([field, reason]).toEqual([field, 'born_abroad'])
      else expect([field, value]).toEqual([field, expect.anything()])
      if (transforms.includes('country-name')) expect(value).toBe('Portugal')
      if (reason !== undefined) expect('message' in rest && rest.message).toMatch(/\w/)
    }
    expect(claims.fields.nom).toMatchObject({ value: 'FIGUEIRA RAMALHO', assurance: 'verified' })
  })
})

test('when every form of the catalogue was filled, then there were twenty', () => {
  expect(demoForms.map(({ demarche }) => demarche.name).sort()).toEqual(
    Object.keys(complete).sort(),
  )
})
