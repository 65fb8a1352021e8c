import type { Demarche } from '../../src/domain/demarche.ts'
import type { Form } from '../../src/domain/form.ts'
import {
  claimsOfSource,
  neededClaims,
  neededSources,
  scopedClaims,
} from '../../src/domain/needed-claims.ts'
import { deriveScopes } from '../../src/domain/scopes.ts'
import { provenBy } from './form-authentication.ts'
import { aDemarche, aForm, someFranceConnect } from './forms.ts'

type Claims = Parameters<typeof deriveScopes>[0]

/** The scopes and sources that a configuration would derive for these fields. */
function needsOf(
  { fields }: Demarche,
  ceiling: readonly string[] | undefined,
): Pick<Form, 'scopes' | 'sources'> {
  const derive = (claims: Claims) => {
    const derived = deriveScopes(claims, ceiling)
    if ('uncovered' in derived) throw new Error(`uncovered: ${derived.uncovered}`)
    return derived.scopes
  }
  return {
    scopes: derive(neededClaims(fields)),
    sources: neededSources(fields).map((name) => ({
      name,
      claims: claimsOfSource(fields, name),
      scopes: derive(scopedClaims(fields, name, ceiling)),
    })),
  }
}

/** A library's form: identity alone, in French alone, a page without a back end. */
export function aLibraryForm(): Form {
  const demarche = aDemarche(
    {
      nom: { from: 'franceconnect.family_name', lock: true },
      prenom: { from: 'franceconnect.given_name_array', transform: ['first'] },
      ne_a: { from: 'franceconnect.birthplace', transform: ['commune-name'] },
      civilite: {
        from: 'franceconnect.gender',
        options: { female: 'Mme', male: 'M.' },
        label: { fr: 'Civilité' },
      },
      adulte: {
        from: 'franceconnect.birthdate',
        transform: [{ 'age-at-least': 18 }],
        label: { fr: 'Adulte' },
      },
    },
    {
      title: { fr: 'Carte de lecteur' },
      purpose: { fr: 'Établir votre carte au bon tarif' },
      retention: 'P1Y6M',
      review: 'never',
    },
  )
  return aForm({
    client_id: 'demo-bibliotheque',
    collectivite: {
      name: 'Ville de Démonstration',
      siret: '21740010800014',
      privacy_contact: 'dpo@demo.exemple.fr',
    },
    demarche,
    redirect_uris: ['https://demo.exemple.fr/bibliotheque'],
    ...needsOf(demarche, undefined),
  })
}

const canteenCeiling = [
  'identite_pivot',
  'cnaf_quotient_familial',
  'cnaf_enfants',
  'cnaf_allocataires',
  'dgfip_rfr',
  'dgfip_nmNaiDec2',
  'dgfip_annee_n_moins_1',
  'ants_extrait_immatriculation_vehicule_caracteristiques_techniques_vehicule',
]

function canteenDemarche(): Demarche {
  return aDemarche(
    {
      nom: { from: 'franceconnect.family_name', lock: true },
      quotient: { from: 'quotient_familial.valeur' },
      enfant_prenom: { from: 'enfant.prenoms' },
      revenu: { from: 'impot_particulier.rfr' },
      conjoint: { from: 'impot_particulier.declarant_2_nom_naissance' },
      marque: { from: 'extrait_immatriculation_vehicule.marque' },
    },
    {
      title: { fr: 'Cantine', en: 'School meals' },
      purpose: { fr: 'Calculer votre tarif', en: 'Work out your price' },
      legal_basis: 'consent',
      retention: 'P6M',
      sensitive: true,
      replaces: [
        {
          document: { fr: 'votre attestation `QF`', en: 'your QF certificate' },
          fields: ['nom', 'quotient'],
        },
      ],
      groups: {
        enfant: { list: 'quotient_familial.enfants', max: 3, label: { fr: 'Enfant', en: 'Child' } },
      },
      situations: {
        famille: { label: { fr: 'Famille', en: 'Family' }, sources: ['quotient_familial'] },
        autre: { label: { fr: 'Autre', en: 'Other' } },
      },
    },
  )
}

/** A canteen's form: several state sources, a question, a group, situations, a back end that has tokens encrypted. */
export function aCanteenForm(): Form {
  const demarche = canteenDemarche()
  return aForm({
    demarche,
    franceconnect: {
      ...someFranceConnect,
      issuer: 'https://oidc.franceconnect.gouv.fr/api/v2',
      environment: 'real',
    },
    collectivite: { name: 'Ville de Démonstration', siret: '21740010800014' },
    redirect_uris: ['https://demo.exemple.fr/cantine'],
    alternative_url: 'https://demo.exemple.fr/cantine-papier',
    authentication: provenBy(),
    encryption: { jwks_uri: 'https://keys.demo.exemple.fr/jwks.json' },
    access: {
      recipient: '21740010800014',
      api_particulier: { baseUrl: 'https://particulier.api.exemple.fr' },
      impot_particulier: {
        key: 'collectivites/demo.yaml',
        baseUrl: 'https://impot.exemple.fr/gateway',
        client_id: 'ville-demo',
        client_secret: 'nobody-reads-this-secret',
      },
    },
    ...needsOf(demarche, canteenCeiling),
  })
}
