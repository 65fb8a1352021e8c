import type { CatalogueClaim, ItemClaim } from '../catalogue-claim.ts'
import type { LocalisedText } from '../languages.ts'
import type { StateSource } from '../state-source.ts'
import { claimsOfScope } from './claims-of-scope.ts'

const correction: LocalisedText = {
  fr: 'Pour corriger cette information, adressez-vous à la scolarité de votre établissement.',
  en: 'To have this corrected, contact the registrar of your institution.',
}

/** What is known of each admission, and the scope that tells it. */
const parts: Readonly<Record<string, ItemClaim & { readonly scope: string }>> = {
  date_debut: {
    type: 'date',
    scope: 'mesri_admissions',
    label: { fr: 'Début de l’admission', en: 'Start of the admission' },
  },
  date_fin: {
    type: 'date',
    scope: 'mesri_admissions',
    label: { fr: 'Fin de l’admission', en: 'End of the admission' },
  },
  est_inscrit: {
    type: 'boolean',
    scope: 'mesri_admission_inscrit',
    label: { fr: 'Étudiant inscrit', en: 'Enrolled as a student' },
  },
  regime_formation: {
    type: 'code',
    scope: 'mesri_admission_regime_formation',
    label: { fr: 'Régime de formation (code)', en: 'Kind of training (code)' },
  },
  regime_formation_libelle: {
    type: 'text',
    scope: 'mesri_admission_regime_formation',
    label: { fr: 'Régime de formation', en: 'Kind of training' },
    path: ['regime_formation', 'libelle'],
  },
  commune_etudes: {
    type: 'code',
    scope: 'mesri_admission_commune_etudes',
    label: { fr: 'Commune de l’établissement (code INSEE)', en: 'Town of studies (INSEE code)' },
    path: ['code_cog_insee_commune'],
  },
  etablissement_uai: {
    type: 'code',
    // FranceConnect's own list spells it so; API Particulier's has an `s` at the end.
    scope: 'mesri_admission_etablissement_etude',
    label: { fr: 'Code UAI de l’établissement', en: 'UAI code of the institution' },
    path: ['etablissement_etudes', 'uai'],
  },
  etablissement_nom: {
    type: 'text',
    scope: 'mesri_admission_etablissement_etude',
    label: { fr: 'Établissement', en: 'Institution' },
    path: ['etablissement_etudes', 'nom'],
  },
}

const alsoIn = (scope: string): readonly string[] => (scope.endsWith('_etude') ? [`${scope}s`] : [])

/** The same of the admission that holds on the day of the login, for forms that have one field for it. */
const current = Object.fromEntries(
  Object.entries(parts).map(([name, { type, scope, label, path = [name] }]) => [
    name,
    {
      ...claimsOfScope(scope, correction)(type, label.fr, label.en ?? label.fr),
      alsoIn: alsoIn(scope),
      path: ['admissions', '@current', ...path],
    } satisfies CatalogueClaim,
  ]),
)

const admissions = claimsOfScope('mesri_admissions', correction)

/** Studies in higher education. Being admitted is not yet being enrolled (`est_inscrit`). */
export const statutEtudiant: StateSource = {
  name: {
    fr: 'le ministère de l’Enseignement supérieur',
    en: 'the Ministry of Higher Education',
  },
  api: 'api_particulier',
  path: '/v3/mesri/statut_etudiant/france_connect',
  subject: { fr: 'votre statut d’étudiant', en: 'your student status' },
  document: { fr: 'votre certificat de scolarité', en: 'your certificate of enrolment' },
  claims: {
    admissions: admissions('list', 'Admissions de l’étudiant', 'Admissions of the student', {
      items: Object.fromEntries(
        Object.entries(parts).map(([name, { scope: _, ...item }]) => [name, item]),
      ),
    }),
    est_admis: admissions('boolean', 'Admis dans un établissement', 'Admitted to an institution', {
      path: ['admissions', '@current'],
      reading: 'is-present',
    }),
    ...current,
  },
}
