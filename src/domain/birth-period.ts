/** The first and the last day that a birth may have been on, as ISO dates. */
export type BirthPeriod = readonly [string, string]

/**
 * The days on which somebody may have been born.
 * @param birthdate ISO date, or `YYYY-MM` or `YYYY` where the rest is unknown; undefined where all is
 */
export function birthPeriod(birthdate: string | undefined): BirthPeriod {
  if (birthdate === undefined) return ['0000-01-01', '9999-12-31']
  const [year, month, day] = birthdate.split('-')
  return [`${year}-${month ?? '01'}-${day ?? '01'}`, `${year}-${month ?? '12'}-${day ?? '31'}`]
}
