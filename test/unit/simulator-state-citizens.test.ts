import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { type Citizen, loadCitizens } from '../../src/simulator/citizens.ts'
import { loadState, type StateFile } from '../../src/simulator/state/state-file.ts'
import {
  isStateError,
  type StateSource,
  stateOfCitizen,
} from '../../src/simulator/state/state-of-citizen.ts'
import { apiParticulierPlaces } from '../../src/simulator/state/state-places.ts'
import { createStateRegister } from '../../src/simulator/state/state-register.ts'

const today = '2026-11-23'
const citizens = loadCitizens()
const file = loadState()

function citizen(login: string): Citizen {
  const found = citizens.find((one) => one.login === login)
  if (found === undefined) throw new Error(`no citizen ${login}`)
  return found
}

const answer = (login: string, source: StateSource, state: StateFile = file, day = today) =>
  stateOfCitizen({ citizen: citizen(login), state: state[login] ?? {}, today: day }, source)

test('when the state file is read, then every login in it is a citizen’s', () => {
  const logins = citizens.map(({ login }) => login)
  expect(Object.keys(file).filter((login) => !logins.includes(login))).toEqual([])
})

test('when the nominal citizen is asked about, then nearly every source has data', () => {
  const sources: StateSource[] = [...apiParticulierPlaces, 'impot_particulier']
  expect(sources.filter((source) => isStateError(answer('test', source)))).toEqual([])
})

test.each([
  ['test', 3, 872],
  ['karim', 1, 1245],
  ['nom.change', 0, 1630],
  ['famille.nombreuse', 7, 214],
  ['minima.sociaux', 1, 0],
  ['donnees.sales', 3, 455],
])(
  'when the family of %s is asked for, then it has %i children and a quotient of %i',
  (login, children, valeur) => {
    expect(answer(login, 'quotient_familial')).toMatchObject({
      enfants: { length: children },
      quotient_familial: { valeur, annee: 2026, mois: 10, annee_calcul: 2026, mois_calcul: 10 },
    })
  },
)

test('when it is January, then the quotient is last year’s', () => {
  expect(answer('test', 'quotient_familial', file, '2027-01-02')).toMatchObject({
    quotient_familial: { annee: 2026, mois: 12, annee_calcul: 2026, mois_calcul: 12 },
  })
})

test.each<[string, StateSource, string]>([
  ['nom.usage', 'quotient_familial', '35003'],
  ['traits.union', 'revenu_solidarite_active', '00355'],
  ['jour.presume', 'quotient_familial', '23502'],
  ['mois.presume', 'service_civique', '00391'],
  ['mineure', 'quotient_familial', '35003'],
  ['mineure', 'revenu_solidarite_active', '35003'],
  ['mineure', 'impot_particulier', '4101'],
  ['karim', 'statut_etudiant', '25003'],
  ['karim', 'etudiant_boursier', '26003'],
  ['karim', 'etudiant_boursier_v3', '26003'],
  ['nom.usage', 'participation_familiale_eaje', '35003'],
])('when %s is asked about at %s, then the answer is %s', (login, source, error) => {
  expect(answer(login, source)).toEqual({ error })
})

test('when the file says nothing of a citizen, then the data follow from who they are', () => {
  const first = answer('portugal', 'quotient_familial', {})
  expect(first).toEqual(answer('portugal', 'quotient_familial', {}))
  expect(first).toEqual({
    quotient_familial: {
      fournisseur: expect.stringMatching(/^(CNAF|MSA)$/),
      valeur: expect.any(Number),
      annee: 2026,
      mois: 10,
      annee_calcul: 2026,
      mois_calcul: 10,
    },
    allocataires: [
      {
        nom_naissance: 'FIGUEIRA RAMALHO',
        nom_usage: 'MARCHAND',
        prenoms: 'MARIA DA CONCEIÇÃO',
        date_naissance: '1966-05-13',
        sexe: 'F',
      },
    ],
    enfants: expect.any(Array),
    adresse: {
      destinataire: 'Madame FIGUEIRA RAMALHO MARIA DA CONCEIÇÃO',
      complement_information: null,
      complement_information_geographique: null,
      numero_libelle_voie: expect.any(String),
      lieu_dit: null,
      code_postal_ville: expect.stringMatching(/^\d{5} \w+/),
      pays: 'FRANCE',
    },
  })
})

test('when all citizens are asked about without a file, then no child is older than the quotient counts', () => {
  const births = citizens.flatMap(({ login }) => {
    const family = answer(login, 'quotient_familial', {})
    return isStateError(family) ? [] : (family.enfants as { date_naissance: string }[])
  })
  expect(births.length).toBeGreaterThan(5)
  for (const { date_naissance } of births) {
    expect(date_naissance).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(date_naissance > '2005-11-23' && date_naissance < today).toBe(true)
  }
})

test('when the file says otherwise, then objects are merged, lists replaced, members left out, dates written', () => {
  const state: StateFile = {
    karim: {
      quotient_familial: {
        quotient_familial: { valeur: 12 },
        enfants: [{ prenoms: 'EVA', date_naissance: 'today -1 year', sexe: 'absent' }],
        adresse: { lieu_dit: 'absent', pays: 'BELGIQUE' },
      },
    },
  }
  const changed = JSON.parse(JSON.stringify(answer('karim', 'quotient_familial', state)))
  const usual = JSON.parse(JSON.stringify(answer('karim', 'quotient_familial', {})))
  const { lieu_dit: _, ...adresse } = usual.adresse
  expect(changed).toEqual({
    ...usual,
    quotient_familial: { ...usual.quotient_familial, valeur: 12 },
    enfants: [{ prenoms: 'EVA', date_naissance: '2025-11-23' }],
    adresse: { ...adresse, pays: 'BELGIQUE' },
  })
})

test('when the family is changed, then crèche tariff and tax return follow', () => {
  expect(answer('famille.nombreuse', 'participation_familiale_eaje')).toMatchObject({
    enfants: { length: 7 },
    parametres_calcul_participation_familiale: {
      nombre_enfants_a_charge: 7,
      nombre_enfants_beneficiaire_aeeh: 1,
      base_ressources_annuelles: { valeur: 21700, annee_calcul: 2026 },
    },
  })
  expect(answer('famille.nombreuse', 'impot_particulier')).toMatchObject({
    pac: { nbPac: 7, nbPacF: 7 },
  })
})

test('when the bursary is asked for in version 3, then the status is a member of its own', () => {
  const present = answer('etudiante', 'etudiant_boursier') as Record<string, unknown>
  const { statut_boursier, ...rest } = present
  expect(statut_boursier).toEqual({ est_boursier: true, est_radie: false, date_radiation: null })
  expect(answer('etudiante', 'etudiant_boursier_v3')).toEqual({ ...rest, est_boursier: true })
})

test('when vehicles are looked for, then no two citizens have the same plate', () => {
  const register = createStateRegister(
    new Map(citizens.map((one) => [one.login, one])),
    file,
    () => new Date(`${today}T12:00:00Z`),
  )
  const plates = citizens.map(({ login }) => {
    const extract = answer(login, 'extrait_immatriculation_vehicule') as Record<
      string,
      Record<string, string>
    >
    return extract.donnees_immatriculation_vehicule?.numero_immatriculation as string
  })
  expect(new Set(plates).size).toBe(citizens.length)
  expect(
    plates.filter((plate) => !/^[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}$/.test(plate)),
  ).toEqual([])
  expect(register.vehicle('aa 229 db')).toMatchObject({ identite_particulier: { nom: 'DUBOIS' } })
  expect(register.vehicle('ZZ-999-ZZ')).toBeUndefined()
})

test('when it is midnight in France, then the day is France’s', () => {
  const register = createStateRegister(new Map(), {}, () => new Date('2026-11-23T23:30:00Z'))
  expect(register.today()).toBe('2026-11-24')
})

test.each([
  ['a source that does not exist', '{test: {quotient: {valeur: 1}}}'],
  ['an error that does not exist', '{test: {quotient_familial: {error: "99999"}}}'],
])('when the file has %s, then it is refused', (_what, text) => {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-state-'))
  const path = join(folder, 'state.yaml')
  writeFileSync(path, text)
  expect(() => loadState(path)).toThrow()
  rmSync(folder, { recursive: true })
})
