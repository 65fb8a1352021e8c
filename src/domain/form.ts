import type { AccessibilityStatement } from './accessibility-statement.ts'
import type { Colour } from './contrast.ts'
import type { Demarche } from './demarche.ts'
import type { EncryptionKey } from './encryption-key.ts'
import type { Logo } from './logo.ts'
import type { Environment } from './prefill-claims.ts'
import type { StateAccess } from './state-access.ts'

/** A collectivite's client at FranceConnect, ready to be used. */
export interface FranceConnectClient {
  /** Unique over all files: collectivite file and client name. */
  readonly key: string
  readonly issuer: string
  readonly environment: Environment
  readonly client_id: string
  readonly client_secret: string
  readonly signing_alg: 'ES256' | 'RS256'
  /** Whether to ask how the citizen logged in (RFC 8176): the client needs the right to it. */
  readonly amr?: boolean
}

/** What our pages wear in a collectivite's name. */
export interface Theme {
  /** As it is configured: where it is read, a shade of it that can be (accent.ts). */
  readonly colour?: Colour
  readonly logo?: Logo
}

/** What the forms of one collectivite share. */
export interface Collectivite {
  readonly name: string
  readonly siret: string
  readonly privacy_contact?: string
  readonly theme?: Theme
  /** What it says of the accessibility of our pages; absent where no audit of them was told. */
  readonly accessibility?: AccessibilityStatement
}

/** How a form proves who it is at `/token` (OpenID Connect Core §9). */
export type FormAuthentication =
  | { readonly methods: readonly ['none'] }
  | {
      readonly methods: readonly ('client_secret_basic' | 'client_secret_post')[]
      /** SHA-256 of the secret, in hexadecimal: the secret itself is kept nowhere. */
      readonly secretHash: string
    }

/** A state source that a form is filled from, and what it takes to ask it. */
export interface FormSource {
  readonly name: string
  /** The claims asked of it. */
  readonly claims: readonly string[]
  /** The scopes without which it does not answer. */
  readonly scopes: readonly string[]
}

/** A form's own public key, or the https address of its key set (RFC 7591 §2 `jwks`, `jwks_uri`). */
export type FormEncryption = { readonly key: EncryptionKey } | { readonly jwks_uri: string }

/** A demarche as one collectivite publishes it: an OAuth client, everything resolved. */
export interface Form {
  readonly client_id: string
  readonly collectivite: Collectivite
  readonly demarche: Demarche
  readonly franceconnect: FranceConnectClient
  /** The scopes of every login; each state source that the citizen wants adds its own. */
  readonly scopes: readonly string[]
  readonly sources: readonly FormSource[]
  readonly access: StateAccess
  readonly authentication: FormAuthentication
  readonly redirect_uris: readonly string[]
  readonly post_logout_redirect_uris: readonly string[]
  readonly id_token_signed_response_alg: 'ES256' | 'RS256'
  /** Where the public key is found that prefill tokens are encrypted to; absent for forms that get them signed only. */
  readonly encryption?: FormEncryption
  readonly inputs: Readonly<Record<string, string>>
  readonly alternative_url?: string
}

/** Whether a form has a back end that keeps a secret; the others prove themselves by PKCE. */
export function isConfidential(form: Form): boolean {
  return 'secretHash' in form.authentication
}

/** The page on which a form can be filled by hand: the one configured, else the form itself. */
export function byHandUrl(form: Form): string | undefined {
  return form.alternative_url ?? form.redirect_uris[0]
}

/** The origins whose scripts may redeem a form's codes. */
export function formOrigins(form: Form): string[] {
  return [...new Set(form.redirect_uris.map((uri) => new URL(uri).origin))]
}

/** The sources of a form that are among the wanted ones. */
export function wantedSources(form: Form, wanted: readonly string[]): FormSource[] {
  return form.sources.filter(({ name }) => wanted.includes(name))
}

/** The scopes of one login, in a stable order: those of every login, and those of the wanted sources. */
export function scopesOf(form: Form, wanted: readonly string[]): string[] {
  const added = wantedSources(form, wanted).flatMap(({ scopes }) => scopes)
  return [...new Set([...form.scopes, ...added])]
}
