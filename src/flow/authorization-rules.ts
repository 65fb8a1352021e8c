import {
  AuthorizationParameters,
  authorizationParameters,
} from '../domain/authorization-parameters.ts'
import { type Form, isConfidential } from '../domain/form.ts'
import type { Parameters } from '../domain/parameters.ts'

const shapes = AuthorizationParameters.shape
const fits = (name: 'state' | 'nonce' | 'code_challenge', value: string) =>
  shapes[name].safeParse(value).success

/** What the form is told: an OAuth error and its description. */
export type Fault = readonly [error: string, description: string]
type Rule = (parameters: Parameters, form: Form) => Fault | undefined

const invalid = (description: string): Fault => ['invalid_request', description]

const rules: readonly Rule[] = [
  (parameters) => {
    const repeated = authorizationParameters.find((name) => parameters.isRepeated(name))
    return repeated === undefined ? undefined : invalid(`${repeated} is repeated`)
  },
  (parameters) =>
    (['state', 'nonce'] as const)
      .filter((name) => parameters.has(name) && !fits(name, parameters.only(name) ?? ''))
      .map((name) => invalid(`${name} is too long or not printable ASCII`))[0],
  (parameters) =>
    parameters.has('request') ? ['request_not_supported', 'request is not supported'] : undefined,
  (parameters) =>
    parameters.has('request_uri')
      ? ['request_uri_not_supported', 'request_uri is not supported']
      : undefined,
  (parameters) => {
    const type = parameters.only('response_type')
    if (type === undefined) return invalid('response_type is missing')
    return type === 'code' ? undefined : ['unsupported_response_type', 'response_type must be code']
  },
  (parameters) => {
    const mode = parameters.only('response_mode')
    return mode === undefined || mode === 'query'
      ? undefined
      : invalid('response_mode must be query')
  },
  (parameters) =>
    parameters.only('scope')?.split(' ').includes('openid')
      ? undefined
      : ['invalid_scope', 'scope must hold openid'],
  (parameters) =>
    parameters.only('prompt')?.split(' ').includes('none')
      ? ['login_required', 'a login always needs the citizen']
      : undefined,
  // Without them a page could not tell its own return from a link that somebody else made.
  (parameters, form) => {
    const missing = ['state', 'nonce'].find((name) => !parameters.has(name))
    return missing === undefined || isConfidential(form)
      ? undefined
      : invalid(`${missing} is missing`)
  },
  // RFC 9700 §2.1.1: PKCE for public clients, and never the plain method.
  (parameters, form) => {
    const challenge = parameters.only('code_challenge')
    if (challenge === undefined)
      return isConfidential(form) ? undefined : invalid('code_challenge is missing')
    if (parameters.only('code_challenge_method') !== 'S256')
      return invalid('code_challenge_method must be S256')
    return fits('code_challenge', challenge)
      ? undefined
      : invalid('code_challenge is not a SHA-256 in base64url')
  },
]

/**
 * Judges a request whose client and address are proven (OpenID Connect Core §3.1.2.2).
 * @returns the first rule that it breaks, or undefined
 */
export function findFault(parameters: Parameters, form: Form): Fault | undefined {
  for (const rule of rules) {
    const fault = rule(parameters, form)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** The state to send back with an error: only one that could be sent back with a code. */
export function echoedState(parameters: Parameters): string | undefined {
  const state = parameters.only('state')
  return state !== undefined && fits('state', state) ? state : undefined
}
