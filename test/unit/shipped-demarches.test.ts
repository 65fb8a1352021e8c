import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { type Demarche, DemarcheFile } from '../../src/domain/demarche.ts'
import type { LocalisedText } from '../../src/domain/languages.ts'
import { neededClaims, neededSources, scopedClaims } from '../../src/domain/needed-claims.ts'
import { resolveDemarche } from '../../src/domain/resolve-demarche.ts'
import { deriveScopes } from '../../src/domain/scopes.ts'
import { knownScopes } from '../../src/simulator/scopes.ts'

const folder = fileURLToPath(new URL('../../config/demarches/', import.meta.url))

const shipped = readdirSync(folder).map((file) => {
  const name = file.replace('.yaml', '')
  const text = readFileSync(`${folder}${file}`, 'utf8')
  return { name, text, ...resolveDemarche(name, DemarcheFile.parse(parse(text))) }
})

/** The state sources of each, and so the use case that the collectivite has to be entitled to. */
const sources: Readonly<Record<string, readonly string[]>> = {
  'accueil-loisirs': ['quotient_familial'],
  'acte-naissance': [],
  'aide-ccas': [
    'quotient_familial',
    'revenu_solidarite_active',
    'prime_activite',
    'allocation_adulte_handicape',
  ],
  'aide-sport-culture': ['quotient_familial'],
  bibliotheque: [],
  'bourse-etudes': ['statut_etudiant', 'etudiant_boursier'],
  'cantine-college': ['quotient_familial'],
  'carte-senior': [],
  'changement-adresse': [],
  'inscription-scolaire': [],
  'jardin-familial': ['impot_particulier'],
  pacs: [],
  'place-creche': ['participation_familiale_eaje'],
  'portage-repas': ['impot_particulier'],
  'recensement-citoyen': [],
  'reservation-salle': [],
  'restauration-scolaire': ['quotient_familial'],
  'stationnement-residentiel': ['extrait_immatriculation_vehicule'],
  'tarif-handicap': ['allocation_adulte_handicape'],
  'transport-solidaire': [
    'statut_etudiant',
    'etudiant_boursier',
    'complementaire_sante_solidaire',
    'revenu_solidarite_active',
  ],
}

test('when a demarche is shipped, then it is one of these twenty, asked of these sources', () => {
  expect(
    Object.fromEntries(shipped.map(({ name, demarche }) => [name, neededSources(demarche.fields)])),
  ).toEqual(sources)
})

/** What a citizen or a clerk reads of it. */
function textsOf({ title, purpose, fields, groups, situations, replaces }: Demarche) {
  const asked = Object.values(groups).flatMap(({ label, question }) => [label, question])
  const texts: readonly (LocalisedText | undefined)[] = [
    title,
    purpose,
    ...Object.values(fields).map(({ label }) => label),
    ...asked,
    ...Object.values(situations).map(({ label }) => label),
    ...replaces.map(({ document }) => document),
  ]
  return texts
}

/** What says of a person that they are ill or disabled (GDPR article 9). */
const sayHealth = ['allocation_adulte_handicape', 'allocation_enfant_handicape']
const saysHealth = ({ source, claim }: { readonly source: string; readonly claim: string }) =>
  sayHealth.includes(source) || claim.endsWith('_aeeh')

describe.each(shipped)('$name', ({ text, demarche, mistakes }) => {
  test('when it is loaded, then nothing in it is wrong', () => {
    expect(mistakes).toEqual([])
  })

  test('when somebody reads it, then every text is there in both languages', () => {
    const lacking = textsOf(demarche).filter((one) => !one?.fr || !one.en)
    expect(lacking).toEqual([])
  })

  test('when a webmaster opens it, then its head tells all that they have to know first', () => {
    const head = text.split('\ntitle:')[0]?.split('\n#\n')[1] ?? ''
    const topics = [...head.matchAll(/^# (\p{L}[\p{L} ]+)\u00a0: (?=\p{L})/gmu)].map(
      ([, topic]) => topic,
    )
    expect(topics).toEqual([
      'Pour qui',
      'Habilitation',
      'Droit',
      'Conservation',
      'À adapter',
      'Pièces rendues inutiles',
    ])
    expect(/Pièces rendues inutiles\u00a0: aucune/.test(head)).toBe(demarche.replaces.length === 0)
  })

  test('when its scopes are asked, then FranceConnect knows each', () => {
    const claims = [
      ...neededClaims(demarche.fields),
      ...neededSources(demarche.fields).flatMap((source) =>
        scopedClaims(demarche.fields, source, undefined),
      ),
    ]
    const derived = deriveScopes(claims, undefined)
    const scopes = 'scopes' in derived ? derived.scopes : []
    expect(scopes.length).toBeGreaterThan(2)
    expect(scopes.filter((scope) => !knownScopes.includes(scope))).toEqual([])
  })

  test('when a field tells of a disability, then it is sensitive and reviewed; where none does, it is not', () => {
    const tells = Object.values(demarche.fields).some(saysHealth)
    expect(demarche.sensitive).toBe(tells)
    if (tells) expect(demarche.review).toBe('always')
  })
})
