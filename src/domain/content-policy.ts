/** What a Content Security Policy says, by directive. */
export type ContentPolicy = ReadonlyMap<string, readonly string[]>

/** Parses one policy (CSP level 3 §2.2.1): of a directive that is there twice the first counts. */
export function readPolicy(text: string): ContentPolicy {
  const directives = new Map<string, string[]>()
  for (const directive of text.split(';')) {
    const [name = '', ...sources] = directive.trim().split(/\s+/)
    const key = name.toLowerCase()
    if (key !== '' && !directives.has(key)) directives.set(key, sources)
  }
  return directives
}

const defaultPorts: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' }
const portOf = ({ port, protocol }: URL) => port || (defaultPorts[protocol] ?? '')

function fitsHost(source: string, url: URL): boolean {
  const [, scheme, host = '', port, path = ''] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[^:/]+)(?::(\d+|\*))?(\/.*)?$/i.exec(source) ?? []
  if (host === '') return false
  if (scheme !== undefined && `${scheme.toLowerCase()}:` !== url.protocol) return false
  const isSub = host.startsWith('*.') && url.hostname.endsWith(host.slice(1).toLowerCase())
  if (host !== '*' && !isSub && host.toLowerCase() !== url.hostname) return false
  const usual = defaultPorts[url.protocol] ?? ''
  if (port !== '*' && (port ?? usual) !== portOf(url)) return false
  return path.endsWith('/') || path === '' ? url.pathname.startsWith(path) : url.pathname === path
}

function fits(source: string, url: URL): boolean {
  if (source === '*') return true
  return /^[a-z][a-z0-9+.-]*:$/i.test(source)
    ? source.toLowerCase() === url.protocol
    : fitsHost(source, url)
}

/**
 * Whether a policy lets a page load or fetch an address of another origin (CSP level 3 §6.7.2.6).
 * @param directives the directive that decides, and those that stand for it where it is not there
 * @param nonce that of the element which loads the address
 */
export function permits(
  policy: ContentPolicy,
  directives: readonly string[],
  address: string,
  nonce?: string,
): boolean {
  const name = directives.find((directive) => policy.has(directive))
  const sources = name === undefined ? undefined : policy.get(name)
  if (sources === undefined) return true
  const isNonced = nonce !== undefined && sources.includes(`'nonce-${nonce}'`)
  // Where trust is handed on, addresses count for nothing.
  if (sources.includes("'strict-dynamic'") && directives.includes('script-src')) return isNonced
  return isNonced || sources.some((source) => fits(source, new URL(address)))
}
