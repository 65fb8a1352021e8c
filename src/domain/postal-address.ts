import { foldWords } from './fold-text.ts'
import { isJsonObject, memberOf } from './json-object.ts'

/** A postal code and a town; a part is `''` where nothing is written, undefined where it would be a guess. */
export interface PostalTown {
  readonly postalCode: string | undefined
  readonly town: string | undefined
}

const split = /^(?<code>\d{5})(?!\d)[ ,]*(?<town>\D*)$/
const isPostalCode = (code: string) => /^(?:0[1-9]|[1-8]\d|9[0-8])\d{3}$/.test(code)

const districts = [
  { city: 'PARIS', first: 75_101, last: 75_120 },
  { city: 'LYON', first: 69_381, last: 69_389 },
  { city: 'MARSEILLE', first: 13_201, last: 13_216 },
]
// Of these numbers two are postal codes as well: a part of Paris, and a town near Marseille.
const postalDistricts: ReadonlySet<string> = new Set(['75116'])
const postalElsewhere: ReadonlySet<string> = new Set(['13210'])

/** Whether five digits are INSEE's code of a district, which caisses write where a postal code belongs. */
function isDistrict(code: string, town: string): boolean {
  const number = Number(code)
  const district = districts.find(({ first, last }) => number >= first && number <= last)
  if (district === undefined || postalDistricts.has(code)) return false
  const isElsewhere = town !== '' && !foldWords(town).startsWith(district.city)
  return !(postalElsewhere.has(code) && isElsewhere)
}

/**
 * Splits what agencies write in one member: `75002`, `75002 PARIS`, `PARIS` alone.
 * `75107 PARIS` has no postal code: that is INSEE's number of the district.
 */
export function splitPostalTown(text: string): PostalTown {
  const written = text.replace(/\s+/g, ' ').trim()
  const parts = split.exec(written)?.groups
  if (parts === undefined)
    return /\d/.test(written)
      ? { postalCode: undefined, town: undefined }
      : { postalCode: '', town: written }
  const { code = '', town = '' } = parts
  const isKnown = isPostalCode(code) && !isDistrict(code, town)
  return { postalCode: isKnown ? code : undefined, town: town.trim() }
}

/** A member's text on one line; blanks count as nothing. */
function textOf(address: unknown, ...names: readonly string[]): string {
  for (const name of names) {
    const value = memberOf(address, name)
    if (typeof value !== 'string' && typeof value !== 'number') continue
    const text = String(value).replace(/\s+/g, ' ').trim()
    if (text !== '') return text
  }
  return ''
}

// CAF, MSA and ANTS; then the tax office, whose specification and presentation spell it differently.
const codeOf = (address: unknown) =>
  textOf(address, 'code_postal_ville', 'codePostal', 'getcodePostal')
const townOf = (address: unknown) => textOf(address, 'libelle_commune', 'commune', 'getcommune')

/** The postal code and the town of an address in any shape that an agency gives it. */
export function postalTownOf(raw: unknown): PostalTown {
  if (typeof raw === 'string') return splitPostalTown(raw)
  if (!isJsonObject(raw)) return { postalCode: undefined, town: undefined }
  const named = townOf(raw)
  const written = splitPostalTown(codeOf(raw))
  if (named === '') return written
  // The town decides what the digits mean where the member holds nothing else.
  const { postalCode } = written.town === '' ? splitPostalTown(`${codeOf(raw)} ${named}`) : written
  return { postalCode, town: named }
}

/** The number and street of an address, in one text or in parts; `''` where there is none. */
export const streetOf = (address: unknown): string =>
  textOf(address, 'numero_libelle_voie', 'voie') ||
  ['num_voie', 'extension', 'type_voie', 'libelle_voie']
    .map((name) => textOf(address, name))
    .filter((part) => part !== '')
    .join(' ')

function lastLine(address: unknown): string {
  const code = codeOf(address)
  return /\D/.test(code) ? code : `${code} ${townOf(address)}`.trim()
}

function countryOf(address: unknown): string {
  const country = textOf(address, 'pays')
  return foldWords(country) === 'FRANCE' ? '' : country
}

/**
 * Writes an address as lines, in the order of La Poste: what is inside the building, the building, the
 * street, the locality, the postal code and town as they came, the country where it is not France.
 * Who lives there (`destinataire`) is not part of it; blanks are dropped.
 * @param raw an address of the CAF, the MSA, the ANTS or the tax office, or one line of text
 */
export function addressLines(raw: unknown): string[] {
  if (typeof raw === 'string')
    return raw
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .filter((line) => line !== '')
  const lines = [
    textOf(raw, 'etage_escalier_appartement'),
    textOf(raw, 'complement_information', 'complementAdresse'),
    textOf(raw, 'complement_information_geographique'),
    streetOf(raw),
    textOf(raw, 'lieu_dit'),
    lastLine(raw),
    countryOf(raw),
  ]
  return lines.filter((line) => line !== '')
}
