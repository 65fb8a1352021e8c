import { foldWords } from './fold-text.ts'

/** A use for which a local authority asks for an habilitation of API Particulier. */
export interface UseCase {
  /** As DataPass calls it. */
  readonly name: string
  /** Words that name such a demarche; folded. */
  readonly words: readonly string[]
  /** The sources that the State holds to be unjustified for it. */
  readonly unjustified: readonly string[]
}

const benefits = ['prime_activite', 'allocation_adulte_handicape', 'allocation_soutien_familial']
const health = 'complementaire_sante_solidaire'
const income = 'revenu_solidarite_active'
const studies = ['statut_etudiant']
const bursary = ['etudiant_boursier', 'etudiant_boursier_v3']

/**
 * The use cases of API Particulier (its catalogue « cas d’usage », 2026), the more particular first: a canteen of
 * a lycée is no municipal one. Sources that FranceConnect does not open are left out, and so are the ones
 * that no case speaks of: those need a basis of their own.
 */
export const useCases: readonly UseCase[] = [
  {
    name: 'cantines-colleges-lycees-tarification',
    words: ['COLLEGE', 'COLLEGES', 'LYCEE', 'LYCEES', 'INTERNAT'],
    unjustified: [...bursary, ...studies, ...benefits, income, health],
  },
  { name: 'ccas', words: ['CCAS', 'CIAS', 'AIDE SOCIALE'], unjustified: [] },
  {
    name: 'stationnement-residentiel',
    words: ['STATIONNEMENT', 'PARKING'],
    unjustified: [
      ...bursary,
      ...benefits,
      income,
      health,
      'service_national',
      'participation_familiale_eaje',
    ],
  },
  {
    name: 'tarification_transports',
    words: ['TRANSPORT', 'TRANSPORTS', 'BUS', 'TRAMWAY'],
    unjustified: ['prime_activite', 'allocation_soutien_familial'],
  },
  {
    name: 'tarification_municipale_enfance',
    words: ['CANTINE', 'RESTAURATION SCOLAIRE', 'PERISCOLAIRE', 'GARDERIE', 'CENTRE DE LOISIRS'],
    unjustified: [...bursary, ...studies, ...benefits, health],
  },
  {
    name: 'gestion_rh_secteur_public',
    words: ['RECRUTEMENT', 'RESSOURCES HUMAINES'],
    unjustified: [...bursary, ...benefits, income, health],
  },
]

/**
 * The use case of a demarche, by its name, else by its title.
 * @returns undefined where no word tells it
 */
export function useCaseOf(name: string, title: string): UseCase | undefined {
  const told = (text: string) => {
    const folded = ` ${foldWords(text.replaceAll('_', ' '))} `
    return useCases.find(({ words }) => words.some((word) => folded.includes(` ${word} `)))
  }
  return told(name) ?? told(title)
}
