const laPoste = '356000000'

/**
 * Whether 14 digits are a SIRET: Luhn's check over all of them; La Poste's establishments are
 * checked by a digit sum divisible by five instead (INSEE, « Identification des établissements »).
 */
export function isSiret(digits: string): boolean {
  if (!/^\d{14}$/.test(digits)) return false
  let plain = 0
  let luhn = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(index) - 48
    const doubled = index % 2 === 0 ? digit * 2 : digit
    plain += digit
    luhn += doubled > 9 ? doubled - 9 : doubled
  }
  return luhn % 10 === 0 || (digits.startsWith(laPoste) && plain % 5 === 0)
}
