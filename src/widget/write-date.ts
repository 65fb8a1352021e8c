import type { Language } from '../domain/languages.ts'

/** A canonical date (`1962-08-24`, `1992-11`, `1992`) as a French form writes it: `24/08/1962`, `11/1992`, `1992`. */
export function writeFrenchDate(iso: string): string {
  return iso.split('-').reverse().join('/')
}

/** Whether a canonical date has a day. */
export function isFullDate(iso: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso)
}

/** A canonical date in words: `24 août 1962`, `1er mai 1962`, `octobre 2026`; anything else as it is. */
export function sayDate(iso: string, lang: Language): string {
  if (!/^\d{4}-\d\d/.test(iso)) return iso
  const isFrench = lang === 'fr'
  const said = new Date(iso).toLocaleDateString(isFrench ? lang : 'en-GB', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    day: isFullDate(iso) ? 'numeric' : undefined,
  })
  return isFrench ? said.replace(/^1 /, '1er ') : said
}
