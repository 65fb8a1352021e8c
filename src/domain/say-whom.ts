import type { Language } from './languages.ts'

// « du Crous », « des impôts », « de l’ANTS », and both of « la CAF ou la MSA ».
const ofOne = (name: string) =>
  `de ${name}`.replace(/^de le(s?) /, (_, plural: string) => (plural === '' ? 'du ' : 'des '))

/**
 * Whom something is asked of, after « auprès » or “from”.
 * @param name as it stands in a sentence: « la CAF ou la MSA », « le Crous »
 */
export function sayWhom(name: string, language: Language): string {
  return language === 'fr' ? name.split(' ou ').map(ofOne).join(' ou ') : name
}
