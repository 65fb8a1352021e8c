import type { Demarche } from './demarche.ts'
import type { Environment } from './prefill-claims.ts'

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

/** What the forms of one collectivite share. */
export interface Collectivite {
  readonly name: string
  readonly siret: string
  readonly privacy_contact?: string
}

/** How a form proves who it is at `/token` (OpenID Connect Core §9). */
export type FormAuthentication =
  | { readonly methods: readonly ['none'] }
  | {
      readonly methods: readonly ('client_secret_basic' | 'client_secret_post')[]
      readonly secret: string
    }

/** A demarche as one collectivite publishes it: an OAuth client, everything resolved. */
export interface Form {
  readonly client_id: string
  readonly collectivite: Collectivite
  readonly demarche: Demarche
  readonly franceconnect: FranceConnectClient
  readonly scopes: readonly string[]
  readonly authentication: FormAuthentication
  readonly redirect_uris: readonly string[]
  readonly post_logout_redirect_uris: readonly string[]
  readonly id_token_signed_response_alg: 'ES256' | 'RS256'
  readonly inputs: Readonly<Record<string, string>>
  readonly alternative_url?: string
}

/** Whether a form has a back end that keeps a secret; the others prove themselves by PKCE. */
export function isConfidential(form: Form): boolean {
  return 'secret' in form.authentication
}

/** The page on which a form can be filled by hand: the one configured, else the form itself. */
export function byHandUrl(form: Form): string | undefined {
  return form.alternative_url ?? form.redirect_uris[0]
}

/** The origins whose scripts may redeem a form's codes. */
export function formOrigins(form: Form): string[] {
  return [...new Set(form.redirect_uris.map((uri) => new URL(uri).origin))]
}
