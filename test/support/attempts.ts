import { PivotIdentity } from '../../src/domain/pivot-identity.ts'
import type { Callback } from '../../src/flow/complete-login.ts'
import type { LoginAttempt } from '../../src/flow/login-attempt.ts'
import { aForm } from './forms.ts'

/** A citizen on their way, with the secret of seven sevens. */
export function anAttempt(changes: Partial<LoginAttempt> = {}): LoginAttempt {
  return {
    clientId: 'demo-cantine',
    redirectUriHash: 'abcdefghijklmnop',
    language: 'fr',
    startedAt: 1_795_428_000,
    secret: Buffer.alloc(32, 7).toString('base64url'),
    codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    state: 's',
    nonce: 'n',
    sources: [],
    answers: {},
    isDone: false,
    ...changes,
  }
}

/** A return from FranceConnect to that attempt. */
export function aCallback(changes: Partial<Callback> = {}): Callback {
  return {
    form: aForm(),
    attempt: anAttempt(),
    redirectUri: 'https://mairie.fr/cantine?page=1',
    franceConnectState: 'a'.repeat(64),
    parameters: new URLSearchParams('code=c&state=s'),
    ...changes,
  }
}

/** Angela, as FranceConnect certifies her. */
export const angelaDubois: PivotIdentity = PivotIdentity.parse({
  sub: 'angela-at-franceconnect',
  family_name: 'DUBOIS',
  given_name: 'Angela Claire Louise',
  given_name_array: ['Angela', 'Claire', 'Louise'],
  birthdate: '1962-08-24',
  gender: 'female',
  birthplace: '75107',
  birthcountry: '99100',
})
