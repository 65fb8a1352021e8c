import type { Language } from '../domain/languages.ts'
import { isFullDate } from '../domain/write-date.ts'

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
