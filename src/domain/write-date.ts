/** A canonical date (`1962-08-24`, `1992-11`, `1992`) as a French form writes it: `24/08/1962`, `11/1992`, `1992`. */
export function writeFrenchDate(iso: string): string {
  return iso.split('-').reverse().join('/')
}

/** Whether a canonical date has a day. */
export function isFullDate(iso: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso)
}
