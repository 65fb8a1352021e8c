/**
 * Adds parameters to an address whose own query stays to the letter (RFC 6749 §3.1.2): some systems
 * route by queries that are no name and value (`index.php?/cantine/12`).
 */
export function appendParameters(
  address: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const added = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) added.append(name, value)
  const { href } = new URL(address)
  if (added.size === 0) return href
  return `${href}${href.includes('?') ? '&' : '?'}${added}`
}
