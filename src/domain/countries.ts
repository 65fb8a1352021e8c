import { birthPeriod } from './birth-period.ts'
import { countryNames } from './country-names.ts'

/** A name, until a day on which it was no longer true. */
interface Era {
  readonly name: string | undefined
  /** ISO date, exclusive; absent for what still holds. */
  readonly until?: string
}

/** States that split, merged or ended, by codes that INSEE kept for what came after; and islands with a code of their own. */
const eras: Readonly<Record<string, readonly Era[]>> = {
  '99115': [{ name: 'Tchécoslovaquie', until: '1993-01-01' }],
  '99121': [
    { name: 'Yougoslavie', until: '2003-02-04' },
    { name: 'Serbie-et-Monténégro', until: '2006-06-05' },
    { name: 'Serbie' },
  ],
  '99123': [{ name: 'URSS', until: '1991-12-26' }, { name: 'Russie' }],
  '99141': [
    { name: 'Allemagne', until: '1949-10-07' },
    { name: 'République démocratique allemande', until: '1990-10-03' },
    { name: 'Allemagne' },
  ],
  '99142': [
    { name: 'Allemagne', until: '1949-05-23' },
    { name: "République fédérale d'Allemagne", until: '1990-10-03' },
    { name: 'Allemagne' },
  ],
  '99202': [{ name: 'République arabe du Yémen', until: '1990-05-22' }, { name: 'Yémen' }],
  '99233': [{ name: 'Yémen démocratique', until: '1990-05-22' }, { name: 'Yémen' }],
  // The Azores and Madeira.
  '99319': [{ name: 'Portugal' }],
  '99244': [
    { name: undefined, until: '1954-07-21' },
    { name: 'Viet Nam du Nord', until: '1976-07-02' },
    { name: 'Viet Nam' },
  ],
  '99245': [
    { name: undefined, until: '1954-07-21' },
    { name: 'Viet Nam du Sud', until: '1976-07-02' },
    { name: 'Viet Nam' },
  ],
}

/**
 * The first day on which a birth there was a birth abroad: before, these were French departments or
 * territories, or under French trusteeship, and French administrations do not write a foreign country
 * beside such a birth (circulaire of 23 March 2005). Indochina, which INSEE numbered with them, counts until
 * the end of French rule. Protectorates with countries' codes of their own (Maroc, Tunisie) were foreign.
 */
const independence: Readonly<Record<string, string>> = {
  '99234': '1953-11-09',
  '99241': '1953-10-22',
  '99243': '1954-07-21',
  '99322': '1960-01-01',
  '99323': '1960-08-13',
  '99324': '1960-08-15',
  '99326': '1960-08-07',
  '99327': '1960-08-01',
  '99328': '1960-08-17',
  '99330': '1958-10-02',
  '99331': '1960-08-05',
  '99333': '1960-06-26',
  '99335': '1960-06-20',
  '99336': '1960-11-28',
  '99337': '1960-08-03',
  '99341': '1960-06-20',
  '99344': '1960-08-11',
  '99345': '1960-04-27',
  '99352': '1962-07-03',
  '99397': '1975-07-06',
  '99399': '1977-06-27',
}

function nameOn(code: string, day: string): string | undefined {
  if (Object.hasOwn(eras, code))
    return eras[code]?.find(({ until }) => until === undefined || day < until)?.name
  const since = Object.hasOwn(independence, code) ? independence[code] : undefined
  return since !== undefined && day < since ? undefined : countryNames.get(code)
}

/**
 * The French name of a country of birth: of the state that was there on the day of birth where it has ended
 * since, otherwise today's name.
 * @param code as FranceConnect's `birthcountry` (99100 is France)
 * @param birthdate ISO date, `YYYY-MM` or `YYYY`; undefined where unknown
 * @returns undefined where the code is not known, the day decides and is not known, or the place was French then
 */
export function countryName(code: string, birthdate: string | undefined): string | undefined {
  const [first, last] = birthPeriod(birthdate)
  const name = nameOn(code, first)
  return name === nameOn(code, last) ? name : undefined
}
