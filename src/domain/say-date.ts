import type { Language } from './languages.ts'

/**
 * Says a date as people do, as far as it is known: `24 août 1962`, `1er mai 1962`, `novembre 1992`, `1992`.
 * What is no date of ISO 8601 stays as it is.
 */
export function sayDate(date: string, language: Language): string {
  const known = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date)
  if (known === null || Number.isNaN(Date.parse(date))) return date
  const [, , month, day] = known
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: 'UTC',
    year: 'numeric',
    ...(month !== undefined && { month: 'long' }),
    ...(day !== undefined && { day: 'numeric' }),
  })
  const said = format.format(new Date(date))
  return language === 'fr' && day === '01' ? said.replace(/^1 /, '1er ') : said
}
