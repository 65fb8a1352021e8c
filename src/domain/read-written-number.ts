import { foldText } from './fold-text.ts'

// Groups of thousands are read only where nothing else can be meant: `1.234` alone is what a number
// input submits for one and a bit, `1,234` is how France writes it.
const writings: readonly RegExp[] = [
  /^(?<sign>[+-]?) ?(?<whole>\d+)(?:[.,](?<fraction>\d+))?$/,
  /^(?<sign>[+-]?) ?(?<whole>\d{1,3}(?: \d{3})+)(?:[.,](?<fraction>\d+))?$/,
  /^(?<sign>[+-]?) ?(?<whole>\d{1,3}(?:\.\d{3})+),(?<fraction>\d+)$/,
  /^(?<sign>[+-]?) ?(?<whole>\d{1,3}(?:\.\d{3}){2,})$/,
  /^(?<sign>[+-]?) ?(?<whole>\d{1,3}(?:,\d{3})+)\.(?<fraction>\d+)$/,
  /^(?<sign>[+-]?) ?(?<whole>\d{1,3}(?:,\d{3}){2,})$/,
]

const currency = /^(?:€|EUR) ?| ?(?:€|EUR|EUROS?)$/g
const longestNumber = 40

/**
 * Reads a number in the writings usual in France or in English: `872`, `872,0`, `1 234,50 €`, `1.234,5`.
 * @returns the shortest decimal writing (`1234.5`), as text so that no figure is rounded away;
 * undefined for anything else
 */
export function readWrittenNumber(text: string): string | undefined {
  if (text.length > longestNumber) return undefined
  const written = foldText(text).replace(currency, '')
  for (const writing of writings) {
    const parts = writing.exec(written)?.groups
    if (parts === undefined) continue
    const whole = (parts.whole ?? '').replace(/\D/g, '').replace(/^0+(?=\d)/, '')
    const fraction = (parts.fraction ?? '').replace(/0+$/, '')
    const digits = fraction === '' ? whole : `${whole}.${fraction}`
    return parts.sign === '-' && digits !== '0' ? `-${digits}` : digits
  }
  return undefined
}
