import type { Language } from '../../domain/languages.ts'

const words = {
  fr: { Y: ['an', 'ans'], M: ['mois', 'mois'], D: ['jour', 'jours'], and: ' et ' },
  en: { Y: ['year', 'years'], M: ['month', 'months'], D: ['day', 'days'], and: ' and ' },
} as const

/** Says an ISO 8601 duration in years, months and days: `P1Y6M` is « 1 an et 6 mois ». */
export function sayDuration(duration: string, language: Language): string {
  const parts = [...duration.matchAll(/(\d+)([YMD])/g)].map(([, amount = '', unit = 'D']) => {
    const [one, several] = words[language][unit as 'Y' | 'M' | 'D']
    // French counts nothing as one, English as several.
    const isOne = Number(amount) === 1 || (language === 'fr' && Number(amount) === 0)
    return `${amount} ${isOne ? one : several}`
  })
  const last = parts.pop() ?? ''
  return parts.length === 0 ? last : `${parts.join(', ')}${words[language].and}${last}`
}
