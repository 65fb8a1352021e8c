/** The endpoints of API Particulier by the source that each answers for: where a fault can bite there. */
export const apiParticulierPlaces = [
  'quotient_familial',
  'revenu_solidarite_active',
  'prime_activite',
  'allocation_adulte_handicape',
  'allocation_soutien_familial',
  'allocation_enfant_handicape',
  'complementaire_sante_solidaire',
  'participation_familiale_eaje',
  'etudiant_boursier',
  'etudiant_boursier_v3',
  'statut_etudiant',
  'service_civique',
  'service_national',
  'extrait_immatriculation_vehicule',
] as const
export type ApiParticulierPlace = (typeof apiParticulierPlaces)[number]

/** Those of API Impôt particulier: its data, and the token of its client. */
export const impotPlaces = ['impot_particulier', 'impot_token'] as const
export type ImpotPlace = (typeof impotPlaces)[number]

export type StatePlace = ApiParticulierPlace | ImpotPlace
export const statePlaces: readonly StatePlace[] = [...apiParticulierPlaces, ...impotPlaces]

/** The word that stands for all endpoints of API Particulier where a fault is switched on. */
export const apiParticulier = 'api_particulier'

/** Whether a place is an endpoint of API Particulier. */
export function isApiParticulier(place: string): place is ApiParticulierPlace {
  return (apiParticulierPlaces as readonly string[]).includes(place)
}
