import { Router } from 'express'
import { ServiceError } from '../domain/errors.ts'

/** Whom to tell of a weakness. */
export interface SecurityContact {
  /** `mailto:` or `https:` addresses, the one to try first at the beginning. */
  readonly contacts: readonly [string, ...string[]]
  /** Where the operator says how reports are dealt with. */
  readonly policy?: string | undefined
}

export interface SecurityTextDependencies {
  /** Undefined where the operator names nobody. */
  readonly security: SecurityContact | undefined
  readonly publicUrl: string
  readonly now: () => Date
}

// Less than a year is recommended (RFC 9116 §2.5.5). It is read anew each time: a service that runs is kept up.
const goodForDays = 180
const dayMilliseconds = 24 * 3600_000

function expiryAfter(now: Date): string {
  const today = Math.floor(now.getTime() / dayMilliseconds)
  return new Date((today + goodForDays) * dayMilliseconds).toISOString().replace('.000', '')
}

function securityText({ contacts, policy }: SecurityContact, publicUrl: string, now: Date): string {
  const fields = [
    ...contacts.map((contact) => ['Contact', contact]),
    ['Expires', expiryAfter(now)],
    ['Preferred-Languages', 'fr, en'],
    ['Canonical', `${publicUrl}/.well-known/security.txt`],
    ...(policy === undefined ? [] : [['Policy', policy]]),
  ]
  return fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')
}

/** `GET /.well-known/security.txt` (RFC 9116): whom to tell of a weakness, where the operator has said so. */
export function securityTextRouter(dependencies: SecurityTextDependencies): Router {
  const { security, publicUrl, now } = dependencies
  return Router().get('/.well-known/security.txt', (_request, response) => {
    if (security === undefined) throw new ServiceError('not_found')
    response
      .set('Cache-Control', 'public, max-age=3600')
      .type('text/plain')
      .send(securityText(security, publicUrl, now()))
  })
}
