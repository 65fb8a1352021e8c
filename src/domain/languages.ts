import { z } from 'zod'

/** The languages in which the service speaks to people. French comes first: it is what they get when nothing fits. */
export const languages = ['fr', 'en'] as const

export type Language = (typeof languages)[number]

/** A sentence in French, and in English where it has been written. */
export const LocalisedText = z.strictObject({
  fr: z.string().min(1).describe('In French.'),
  en: z.string().min(1).optional().describe('In English; where it is absent, the French is shown.'),
})
export type LocalisedText = z.infer<typeof LocalisedText>

/** The text in a language, in French where it has none. */
export function inLanguage(text: LocalisedText, language: Language): string {
  return text[language] ?? text.fr
}

/**
 * Picks the first known language of a space-separated `ui_locales` (OpenID Connect Core §3.1.2.1)
 * or of a list of tags; `fr-CA` counts as `fr`.
 * @returns undefined where none is known, so that the caller can ask elsewhere.
 */
export function pickLanguage(tags: string | readonly string[] | undefined): Language | undefined {
  const wanted = typeof tags === 'string' ? tags.split(' ') : (tags ?? [])
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0]
    const known = languages.find((language) => language === primary)
    if (known !== undefined) return known
  }
  return undefined
}
