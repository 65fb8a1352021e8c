/** What an authorization response brings back in the page's address (RFC 6749 §4.1.2, RFC 9207). */
export interface ReturnParameters {
  readonly state: string
  readonly code?: string | undefined
  readonly error?: string | undefined
  /** Of ours, the code of the catalogue and its meaning. */
  readonly error_description?: string | undefined
  readonly iss?: string | undefined
}

const returned = /^(code|state|iss|error(_description|_uri)?)(=|$)/

/** The authorization response in a page's address; undefined where there is none. */
export function readReturn(address: string): ReturnParameters | undefined {
  const query: Partial<ReturnParameters> = Object.fromEntries(new URL(address).searchParams)
  const { state = '', code, error, iss } = query
  return (code || error) && (state || iss) ? { ...query, state } : undefined
}

/** The address without the parameters of a response, every other byte of it untouched. */
function withoutReturn(address: string): string {
  const url = new URL(address)
  const pairs = url.search.slice(1).split('&')
  const kept = pairs.filter((pair) => !returned.test(pair)).join('&')
  return url.origin + url.pathname + (kept && `?${kept}`) + url.hash
}

/**
 * The address a page shows after a return: the one it was left at, byte for byte (query and fragment).
 * Where that is unknown, or of another page (`redirect-uri`), the present one without the response.
 */
export function addressAfterReturn(current: string, original?: string): string {
  const here = new URL(current)
  return original && new URL(original).pathname === here.pathname
    ? original
    : withoutReturn(current)
}

/**
 * Where to come back to: the wanted address where one is given, else the page's without fragment, else
 * without query. `registered` undefined (the service did not say) trusts the page's without query.
 * @returns undefined where none of them is registered.
 */
export function pickRedirectUri(
  page: string,
  registered: readonly string[] | undefined,
  wanted?: string,
): string | undefined {
  const { origin, pathname, search } = new URL(page)
  const withoutQuery = origin + pathname
  if (!registered) return wanted ?? withoutQuery
  const candidates = wanted ? [new URL(wanted, page).href] : [withoutQuery + search, withoutQuery]
  return candidates
    .map((candidate) => registered.find((address) => new URL(address).href === candidate))
    .find(Boolean)
}

/** Where to come back to after a log-out: this page where registered, else any page of this origin. */
export function pickPostLogoutUri(page: string, registered: readonly string[]): string | undefined {
  const { origin } = new URL(page)
  const here = registered.filter((address) => new URL(address).origin === origin)
  return pickRedirectUri(page, here) ?? here[0]
}
