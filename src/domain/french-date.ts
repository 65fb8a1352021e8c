const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris', dateStyle: 'short' })

/** The date in France at an instant, as an ISO date: what a citizen and a clerk call today. */
export function frenchDate(instant: Date): string {
  return calendar.format(instant)
}
