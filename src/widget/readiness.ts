import type { FormDescription } from '../domain/form-description.ts'
import { pickRedirectUri } from './page-address.ts'
import type { Words } from './words.ts'

/** Where a trip may come back to, or the sentence that says why none can start from this page. */
export type Readiness =
  | { readonly redirectUri: string; readonly problem?: never }
  | { readonly problem: string }

/** What is asked about a page before a trip. */
export interface Page {
  readonly address: string
  readonly service: string
  readonly clientId: string
  readonly wanted: string | undefined
}

/**
 * Whether a trip can start from a page: the service answers in its own name (its issuer is what the
 * return is checked against) and an address of the page is registered.
 */
export function readinessOf(
  page: Page,
  description: FormDescription | undefined,
  words: Words,
): Readiness {
  const { address, service, clientId, wanted } = page
  if (description && description.issuer !== service) {
    return { problem: words.say('wrongService', { issuer: description.issuer, service }) }
  }
  const redirectUri = pickRedirectUri(address, description?.redirect_uris, wanted)
  if (redirectUri) return { redirectUri }
  const missing = wanted ?? address.replace(/[?#].*$/s, '')
  return { problem: words.say('unregistered', { address: missing, client: clientId }) }
}
