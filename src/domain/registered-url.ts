import { z } from 'zod'

const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether an address never leaves the machine: the only place where plain http is acceptable. */
export function isLoopback(url: URL): boolean {
  return loopbackHosts.has(url.hostname) || url.hostname.endsWith('.localhost')
}

function fault(text: string): string | undefined {
  if (!URL.canParse(text)) return 'expected an absolute URL'
  const url = new URL(text)
  if (url.hash !== '' || text.includes('#')) return 'expected a URL without fragment'
  if (url.username !== '' || url.password !== '') return 'expected a URL without credentials'
  if (text.includes('*')) return 'expected an exact URL, without wildcard'
  if (url.protocol === 'https:') return undefined
  if (url.protocol === 'http:' && isLoopback(url)) return undefined
  return 'expected https (http on loopback only)'
}

/** As much of it as JSON Schema can say: the scheme, loopback, no fragment, no wildcard. */
const patternForEditors =
  '^([Hh][Tt][Tt][Pp][Ss]:|[Hh][Tt][Tt][Pp]://([^/?@]*@)?([Ll][Oo][Cc][Aa][Ll][Hh][Oo][Ss][Tt]|127\\.0\\.0\\.1|\\[::1\\]|[^/?#:@]+\\.[Ll][Oo][Cc][Aa][Ll][Hh][Oo][Ss][Tt])(:|/|\\?|$))[^#*]*$'

/**
 * An address registered for redirects, compared character by character (RFC 9700 §2.1):
 * absolute, https or loopback, without fragment, credentials or wildcard.
 */
export const RegisteredUrl = z
  .string()
  .max(512)
  .superRefine((text, context) => {
    const message = fault(text)
    if (message !== undefined) context.addIssue({ code: 'custom', message })
  })
  .meta({ pattern: patternForEditors })
