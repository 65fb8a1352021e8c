const laPoste = '356000000'

/**
 * Whether 14 digits are a SIRET: Luhn's check over all of them; La Poste's establishments are
 * checked by a digit sum divisible by five instead (INSEE, « Identification des établissements »).
 */
export function isSiret(digits: string): boolean {
  if (!/^\d{14}$/.test(digits)) return false
  const values = [...digits].map(Number)
  const plain = values.reduce((sum, digit) => sum + digit, 0)
  if (digits.startsWith(laPoste) && plain % 5 === 0) return true
  const doubled = values.map((digit, index) => (index % 2 === 0 ? digit * 2 : digit))
  return doubled.reduce((sum, digit) => sum + (digit > 9 ? digit - 9 : digit), 0) % 10 === 0
}
