import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose'
import type { FilledField, PrefillClaims } from '../../src/domain/prefill-claims.ts'
import { PublishedKey } from '../../src/domain/published-key.ts'
import type { VerifyOptions } from '../../src/verify.ts'

/** A signing key as the service would hold it, and the public half as it would publish it. */
export interface TokenKey {
  readonly privateJwk: JWK
  readonly published: PublishedKey
}

/** 23 November 2026, 10:00 UTC, as NumericDate: when the tokens of the tests are signed. */
export const signedAt = 1_795_428_000

/** Makes an ES256 key that signs from an hour before `signedAt` on. */
export async function makeTokenKey(
  kid: string,
  period: Partial<PublishedKey> = {},
): Promise<TokenKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const privateJwk = { ...(await exportJWK(privateKey)), kid, alg: 'ES256' }
  const life = { use: 'sig', status: 'active', valid_from: signedAt - 3600, ...period }
  return { privateJwk, published: PublishedKey.parse({ ...privateJwk, ...life }) }
}

/** A birth name certified by FranceConnect and locked, or another filled field. */
export function aField(changes: Partial<FilledField> = {}): FilledField {
  return {
    type: 'name',
    value: 'DUBOIS',
    source: 'franceconnect',
    claim: 'family_name',
    assurance: 'verified',
    as_of: '2026-11-23',
    locked: true,
    ...changes,
  }
}

/** The claims of an ordinary token about a real person, for the form `demo-cantine`. */
export function someClaims(changes: Partial<PrefillClaims> = {}): PrefillClaims {
  return {
    iss: 'https://prefill.exemple.fr',
    aud: 'demo-cantine',
    sub: 'pairwise-sub',
    jti: 'jti-1',
    iat: signedAt,
    exp: signedAt + 24 * 3600,
    acr: 'eidas1',
    demarche: 'restauration-scolaire',
    environment: 'real',
    canon: 1,
    fields: { nom: aField() },
    sources: { franceconnect: { status: 'ok' } },
    ...changes,
  }
}

/** What a forger changes of a token; `undefined` takes a header member away. */
export interface Forgery {
  readonly header?: Readonly<Record<string, unknown>>
  /** The payload as it is, in place of the claims. */
  readonly payload?: string
}

/** Signs claims as the service does, or nearly so. */
export function signToken(
  key: TokenKey,
  claims: unknown = someClaims(),
  { header, payload = JSON.stringify(claims) }: Forgery = {},
): Promise<string> {
  const { kid } = key.published
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: 'ES256', typ: 'prefill+jwt', kid, ...header })
    .sign(key.privateJwk)
}

const encode = (value: string) => Buffer.from(value).toString('base64url')

/** A compact JWS of the given parts, whatever they are, without any signing. */
export function assembleToken(
  header: Readonly<Record<string, unknown>>,
  payload: unknown = someClaims(),
  signature = 'AAAA',
): string {
  return [encode(JSON.stringify(header)), encode(JSON.stringify(payload)), signature].join('.')
}

/** A moment so many seconds after the tokens were signed. */
export const at = (seconds: number) => new Date((signedAt + seconds) * 1000)

/** What the form `demo-cantine` holds a token of `key` against, ten minutes after its signature. */
export function verifyOptions(key: TokenKey, changes: Partial<VerifyOptions> = {}): VerifyOptions {
  return {
    issuer: 'https://prefill.exemple.fr',
    clientId: 'demo-cantine',
    submittedAt: at(600),
    keys: [key.published],
    ...changes,
  }
}

/** What comes back with the token in the tests. */
export const submitted = { nom: 'Dubois', autre: 'x', prefill_token: 'ey…' }

/** The answer about `submitted` with a good token. */
export const proven = {
  valid: true,
  problems: [] as string[],
  demarche: 'restauration-scolaire',
  environment: 'real',
  jti: 'jti-1',
  fields: {
    nom: {
      verdict: 'equivalent',
      lock_broken: false,
      source: 'franceconnect',
      assurance: 'verified',
      as_of: '2026-11-23',
    },
  },
  added: ['autre'],
}

/** The answer about `submitted` with a proven token that has these problems, perhaps none. */
export const withProblems = (...problems: string[]) => ({
  ...proven,
  valid: problems.length === 0,
  problems,
})

/** The answer about `submitted` with a token that proves nothing. */
export const unproven = (problem: string) => ({
  valid: false,
  problems: [problem],
  demarche: null,
  environment: null,
  jti: null,
  fields: {},
  added: ['nom', 'autre'],
})
