import { foldText } from './fold-text.ts'

/** How pages call what a claim holds: words without accents, as they stand in names and labels of inputs. */
const usualNames: Readonly<Record<string, readonly string[]>> = {
  'franceconnect.family_name': [
    'nom',
    'nom naissance',
    'nom famille',
    'last name',
    'family name',
    'surname',
    'lastname',
  ],
  'franceconnect.given_name': ['prenom', 'prenoms', 'first name', 'given name', 'firstname'],
  'franceconnect.given_name_array': ['prenom', 'prenoms', 'first name', 'given name', 'firstname'],
  'franceconnect.preferred_username': ['nom usage', 'nom usuel', 'nom marital', 'usage name'],
  'franceconnect.birthdate': [
    'date naissance',
    'naissance',
    'ne le',
    'birth date',
    'birthdate',
    'bday',
    'ddn',
  ],
  'franceconnect.gender': ['civilite', 'sexe', 'genre', 'gender', 'title'],
  'franceconnect.birthplace': [
    'lieu naissance',
    'commune naissance',
    'ville naissance',
    'birth place',
  ],
  'franceconnect.birthcountry': ['pays naissance', 'birth country'],
  'franceconnect.email': [
    'email',
    'e mail',
    'mail',
    'mel',
    'courriel',
    'adresse email',
    'adresse e mail',
    'adresse mail',
    'adresse electronique',
  ],
  'quotient_familial.valeur': ['quotient', 'quotient familial', 'qf'],
  'extrait_immatriculation_vehicule.numero_immatriculation': [
    'immatriculation',
    'plaque',
    'numero immatriculation',
  ],
}

const fillers: ReadonlySet<string> = new Set(
  'de du des d la le les l votre vos your my mon ma et a of the'.split(' '),
)

function wordsOf(text: string): string[] {
  return foldText(text.replace(/([a-z])([A-Z])/g, '$1 $2'))
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !fillers.has(word))
}

/** How much of a text a name is: 1 where it is all of it, 0 where some word of the name is not in it. */
function share(text: readonly string[], name: readonly string[]): number {
  if (name.length === 0 || !name.every((word) => text.includes(word))) return 0
  return name.length / text.length
}

/** A field that looks for its input. */
export interface SoughtField {
  readonly name: string
  /** `source.claim`. */
  readonly claim: string
  /** What citizens read. */
  readonly label: string
}

/**
 * How much a field looks like something that a page says of an input: its name, its identifier, its label.
 * @returns 0 for nothing in common, 1 for the same; below two thirds it says little
 */
export function likeness({ name, claim, label }: SoughtField, said: readonly string[]): number {
  const names = [name, label.replace(/\(.*?\)/g, ''), ...(usualNames[claim] ?? [])].map(wordsOf)
  const texts = said.map((text) => wordsOf(text.replace(/\(.*?\)|\*/g, '')))
  return Math.max(0, ...texts.flatMap((text) => names.map((one) => share(text, one))))
}
