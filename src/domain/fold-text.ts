// Pasted along with text, seen by nobody: soft hyphen, zero-width space, direction marks, byte order mark.
const invisible = /[\u00AD\u200B\u200E\u200F\u2060\uFEFF]/g
const apostrophes = /[\u2018\u2019\u02BB\u02BC\u02B9\u2032\u00B4`\uFF07]/g
const dashes = /[\u2010-\u2015\u2212\uFE63\uFF0D]/g
const latinAccents = /(\p{Script=Latin})[\u0300-\u036F]+/gu

/**
 * Writes a text as its letters alone decide: upper case, no accents on Latin letters (elsewhere a mark
 * can be a vowel), `œ` and `æ` opened, one sort of apostrophe, of dash and of space, single spaces.
 * No letter, digit or visible sign vanishes.
 */
export function foldText(text: string): string {
  return text
    .replace(invisible, '')
    .normalize('NFD')
    .toUpperCase()
    .replace(latinAccents, '$1')
    .replaceAll('Œ', 'OE')
    .replaceAll('Æ', 'AE')
    .replace(apostrophes, "'")
    .replace(dashes, '-')
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * Folds, and takes dashes and apostrophes for spaces: administrations write `D'ALMEIDA`, `D ALMEIDA`
 * and `SAINT-ETIENNE`, `SAINT ETIENNE` for the same thing. A separator never vanishes
 * (`O'NEIL` is not `ONEIL`), since without it two words can make a third one.
 */
export function foldWords(text: string): string {
  return foldText(text)
    .replace(/[-' ]+/g, ' ')
    .trim()
}

/** Folds words, and takes full stops, commas and semicolons for spaces too, as in `12, av. Foch`. */
export function foldPunctuation(text: string): string {
  return foldText(text)
    .replace(/[-' .,;]+/g, ' ')
    .trim()
}

/** Whether nothing visible is written. */
export function isBlank(text: string): boolean {
  return text.replace(invisible, '').trim() === ''
}
