/** A birth date as precise as it is known: `1962-08-24`, `1992-11` or `1992`. */
export interface KnownBirthdate {
  readonly value: string
  readonly type: 'date' | 'partial-date'
  /** False where nobody can say whether INSEE knew the day or completed it. */
  readonly certain: boolean
}

/**
 * Reads `birthdate` to the precision of `idp_birthdate`.
 * FranceConnect completes the presumed dates of INSEE's register with 01 (`1992-11-00` becomes
 * `1992-11-01`), so that only the identity provider's date tells a first of the month from an
 * unknown day. Without it, or where it says something else, such a date is kept, and is not certain.
 * @param birthdate ISO date of UserInfo
 * @param idpBirthdate ISO date, `YYYY-MM-00` or `YYYY-00-00`, where it was asked for
 */
export function readBirthdate(birthdate: string, idpBirthdate: string | undefined): KnownBirthdate {
  if (idpBirthdate === birthdate) return { value: birthdate, type: 'date', certain: true }
  if (idpBirthdate?.replaceAll('-00', '-01') === birthdate)
    return { value: idpBirthdate.replaceAll('-00', ''), type: 'partial-date', certain: true }
  return { value: birthdate, type: 'date', certain: !birthdate.endsWith('-01') }
}

/**
 * Whether someone is at least `years` old on a day.
 * @param birthdate ISO date, or `YYYY-MM` or `YYYY` where the rest is unknown
 * @param today ISO date
 * @returns undefined where the unknown part decides. Born on 29 February: of age on 1 March.
 */
export function isAtLeast(birthdate: string, years: number, today: string): boolean | undefined {
  const [year = '', month, day] = birthdate.split('-')
  const reachedBy = (rest: string) =>
    `${String(Number(year) + years).padStart(4, '0')}-${rest}` <= today
  const earliest = reachedBy(`${month ?? '01'}-${day ?? '01'}`)
  const latest = reachedBy(`${month ?? '12'}-${day ?? '31'}`)
  return earliest === latest ? latest : undefined
}
