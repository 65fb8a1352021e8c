// The letters I, O and U are in no plate of the present register.
const letters = '[A-HJ-NP-TV-Z]{2}'
const present = new RegExp(`^(${letters})[ -]?(\\d{3})[ -]?(${letters})$`)
const old = /^(\d{1,4})[ -]?([A-Z]{1,3})[ -]?(\d{2,3}|2[AB])$/
const longest = 20

/**
 * Reads a number plate as people type it: `AB-123-CD`, `ab 123 cd`, `AB123CD`, and the plates from
 * before 2009, `123 ABC 45`.
 * @returns `AB-123-CD`, or `123 ABC 45` for an old plate; undefined where it is neither
 */
export function readNumberPlate(typed: string): string | undefined {
  if (typed.length > longest) return undefined
  const plate = typed.trim().toUpperCase().replace(/\s+/g, ' ')
  return present.exec(plate)?.slice(1).join('-') ?? old.exec(plate)?.slice(1).join(' ')
}
