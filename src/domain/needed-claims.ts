import { stateSourceOf } from './catalogue.ts'
import type { CatalogueClaim } from './catalogue-claim.ts'
import { companionClaims } from './companion-claims.ts'
import type { Demarche, DemarcheField } from './demarche.ts'
import { franceConnectClaims } from './franceconnect-claims.ts'
import { needsBirth } from './transforms.ts'

type Fields = Demarche['fields']

const named = (...names: string[]): CatalogueClaim[] =>
  names.flatMap((name) => franceConnectClaims[name] ?? [])

/** FranceConnect obliges services to show who is logged in. */
const shownAlways = named('family_name', 'given_name')

/** What an agency knows a citizen by: FranceConnect hands it over only where these scopes were asked. */
const pivot = named(
  'family_name',
  'given_name',
  'birthdate',
  'gender',
  'birthplace',
  'birthcountry',
)

/** What a code of birth is read with: it means what it meant on that day. */
const birth = named('birthdate', 'birthplace', 'birthcountry')

const ofSource = (fields: Fields, source: string): DemarcheField[] =>
  Object.values(fields).filter((field) => field.source === source)

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]

/** The claims of FranceConnect that a form's fields need, and those that every login needs. */
export function neededClaims(fields: Fields): CatalogueClaim[] {
  const own = ofSource(fields, 'franceconnect')
  const companions = own.some(({ transforms }) => transforms.some(needsBirth)) ? birth : []
  return distinct([...shownAlways, ...own.map(({ entry }) => entry), ...companions])
}

/** The state sources that a form's fields are filled from. */
export function neededSources(fields: Fields): string[] {
  const sources = distinct(Object.values(fields).map(({ source }) => source))
  return sources.filter((source) => stateSourceOf(source) !== undefined)
}

/** The claims of one state source that a form's fields need, by name; a group needs its whole list. */
export function claimsOfSource(fields: Fields, source: string): string[] {
  return distinct(ofSource(fields, source).map(({ claim, member }) => member?.list ?? claim))
}

/**
 * The claims whose scopes a state source needs to answer: those asked of it, those inside which they stand,
 * and the pivot identity.
 * @param ceiling the habilitation's scopes. The list of holders, by which an answer about somebody else
 *   is found out, is asked for that purpose only where they name it.
 */
export function scopedClaims(
  fields: Fields,
  source: string,
  ceiling: readonly string[] | undefined,
): CatalogueClaim[] {
  const known = stateSourceOf(source)
  const holders = known?.holders && known.claims[known.holders.claim]
  const isNamed = holders !== undefined && ceiling?.includes(holders.scope) === true
  const asked = ofSource(fields, source)
  const companions = asked
    .flatMap(({ claim }) => companionClaims(source, claim))
    .flatMap((name) => known?.claims[name] ?? [])
  const entries = asked.map(({ entry }) => entry)
  return distinct([...pivot, ...entries, ...companions, ...(isNamed ? [holders] : [])])
}
