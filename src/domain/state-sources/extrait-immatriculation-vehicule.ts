import type { CatalogueClaim } from '../catalogue-claim.ts'
import type { LocalisedText } from '../languages.ts'
import type { SourceQuestion, StateSource } from '../state-source.ts'
import { claimsOfScope } from './claims-of-scope.ts'
import { readNumberPlate } from './number-plate.ts'

const correction: LocalisedText = {
  fr: 'Pour corriger cette information, demandez la mise à jour de votre carte grise sur le site de France Titres (ANTS).',
  en: 'To have this corrected, have your registration certificate updated on the site of France Titres (ANTS).',
}

const prefix = 'ants_extrait_immatriculation_vehicule'

/** The claims of one part of the register's extract, which has its own scope. */
function ofPart(part: string) {
  const claim = claimsOfScope(`${prefix}_${part}`, correction)
  return (
    type: CatalogueClaim['type'],
    fr: string,
    en: string,
    path: readonly string[],
    more: Partial<CatalogueClaim> = {},
  ) => claim(type, fr, en, { path: [part, ...path], ...more })
}

const ofRegistration = ofPart('donnees_immatriculation_vehicule')
const ofVehicle = ofPart('caracteristiques_techniques_vehicule')
const ofAddress = ofPart('adresse_particulier')
const ofHolder = ofPart('statut_rattachement')

const question: SourceQuestion = {
  name: 'immatriculation',
  label: { fr: 'Numéro d’immatriculation du véhicule', en: 'Registration number of the vehicle' },
  hint: {
    fr: 'Il figure en A sur la carte grise, par exemple AB-123-CD.',
    en: 'It stands at A on the registration certificate, for example AB-123-CD.',
  },
  mistake: {
    fr: 'Ce numéro n’a pas la forme d’une plaque française : AB-123-CD, ou 123 ABC 45 pour une ancienne.',
    en: 'This number does not look like a French plate: AB-123-CD, or 123 ABC 45 for an old one.',
  },
  read: readNumberPlate,
}

/**
 * What the vehicle register says of a plate, to who holds, co-holds or rents the vehicle. Companies'
 * vehicles and those of the overseas collectivities are not in it.
 */
export const extraitImmatriculationVehicule: StateSource = {
  name: { fr: 'l’ANTS (France Titres)', en: 'ANTS (France Titres)' },
  api: 'api_particulier',
  path: '/v3/ants/extrait_immatriculation_vehicule/france_connect',
  subject: { fr: 'votre véhicule', en: 'your vehicle' },
  document: { fr: 'votre carte grise', en: 'your vehicle registration certificate' },
  question,
  // A plate can be typed by anybody: that the papers are theirs is known from the register alone.
  confirmsCitizen: true,
  claims: {
    numero_immatriculation: ofRegistration(
      'code',
      'Numéro d’immatriculation',
      'Registration number',
      ['numero_immatriculation'],
    ),
    date_premiere_immatriculation: ofRegistration(
      'date',
      'Date de première immatriculation',
      'Date of first registration',
      ['date_premiere_immatriculation'],
    ),
    location: ofRegistration('code', 'Statut de location', 'Rental status', ['statut_location']),
    statut_rattachement: ofHolder(
      'code',
      'Lien avec le véhicule (titulaire, cotitulaire ou locataire)',
      'Link to the vehicle (holder, co-holder or lessee)',
      [],
    ),
    marque: ofVehicle('text', 'Marque', 'Make', ['marque']),
    denomination_commerciale: ofVehicle('text', 'Modèle', 'Model', ['denomination_commerciale']),
    energie: ofVehicle('code', 'Énergie', 'Fuel', ['type_carburant']),
    co2: ofVehicle('number', 'Émissions de CO₂ (g/km)', 'CO₂ emissions (g/km)', ['taux_co2']),
    genre: ofVehicle('code', 'Genre national', 'National vehicle type', ['genre_national']),
    categorie: ofVehicle('code', 'Catégorie européenne', 'European category', [
      'categorie_vehicule',
    ]),
    classe_environnementale: ofVehicle('code', 'Classe environnementale', 'Emission class', [
      'classe_environnementale',
    ]),
    masse_charge_maximale: ofVehicle(
      'number',
      'Masse en charge maximale (kg)',
      'Maximum laden mass (kg)',
      ['masse_charge_maximale'],
    ),
    adresse: ofAddress('address', 'Adresse du titulaire', 'Address of the holder', [], {
      reading: 'address-lines',
    }),
    adresse_voie: ofAddress('text', 'Numéro et voie', 'Number and street', [], {
      reading: 'street',
    }),
    adresse_code_postal: ofAddress('code', 'Code postal', 'Postal code', [], {
      reading: 'postal-code',
    }),
    adresse_ville: ofAddress('text', 'Ville', 'Town', [], { reading: 'town' }),
  },
}
