import { createHash, timingSafeEqual } from 'node:crypto'
import type { Form } from '../domain/form.ts'
import type { FormRegistry } from '../domain/form-registry.ts'
import type { Parameters } from '../domain/parameters.ts'

/** A request to `/token` whose client is not proven (RFC 6749 §5.2 `invalid_client`, or `invalid_request`). */
export class ClientAuthenticationError extends Error {
  readonly error: 'invalid_client' | 'invalid_request'

  constructor(error: 'invalid_client' | 'invalid_request', description: string) {
    super(description)
    this.name = 'ClientAuthenticationError'
    this.error = error
  }
}

interface Credentials {
  readonly method: 'none' | 'client_secret_basic' | 'client_secret_post'
  readonly clientId: string | undefined
  readonly secret: string
}

const decodePart = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))

// RFC 6749 §2.3.1: both parts are form-encoded before they are joined.
function fromBasic(header: string): Credentials {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header)?.[1]
  const text = Buffer.from(encoded ?? '', 'base64').toString('utf8')
  const colon = text.indexOf(':')
  try {
    return {
      method: 'client_secret_basic',
      clientId: decodePart(text.slice(0, Math.max(colon, 0))),
      secret: decodePart(text.slice(colon + 1)),
    }
  } catch {
    throw new ClientAuthenticationError('invalid_client', 'the Authorization header is malformed')
  }
}

function readCredentials(header: string | undefined, parameters: Parameters): Credentials {
  if (parameters.isRepeated('client_id') || parameters.isRepeated('client_secret'))
    throw new ClientAuthenticationError('invalid_request', 'a parameter is repeated')
  const clientId = parameters.only('client_id')
  const secret = parameters.only('client_secret')
  if (header === undefined)
    return secret === undefined
      ? { method: 'none', clientId, secret: '' }
      : { method: 'client_secret_post', clientId, secret }
  if (secret !== undefined)
    throw new ClientAuthenticationError('invalid_request', 'two client authentications at once')
  const credentials = fromBasic(header)
  if (clientId !== undefined && credentials.clientId && clientId !== credentials.clientId)
    throw new ClientAuthenticationError('invalid_request', 'client_id contradicts the header')
  return credentials
}

/** Compares in constant time, whatever the lengths. @param hash SHA-256 in hexadecimal */
function isSecret(given: string, hash: string): boolean {
  return timingSafeEqual(createHash('sha256').update(given).digest(), Buffer.from(hash, 'hex'))
}

/**
 * Finds the form behind a request to `/token` and has it prove itself (OpenID Connect Core §9).
 * @param header the Authorization header
 * @throws ClientAuthenticationError
 */
export function authenticateForm(
  header: string | undefined,
  parameters: Parameters,
  forms: FormRegistry,
): Form {
  const { method, clientId, secret } = readCredentials(header, parameters)
  const form = clientId === undefined ? undefined : forms.find(clientId)
  if (form === undefined) throw new ClientAuthenticationError('invalid_client', 'unknown client')
  const { authentication } = form
  const methods: readonly string[] = authentication.methods
  const isProven = !('secretHash' in authentication) || isSecret(secret, authentication.secretHash)
  if (!methods.includes(method) || !isProven)
    throw new ClientAuthenticationError('invalid_client', 'client authentication failed')
  return form
}
