import { type Request, type Response, Router } from 'express'
import { clientAuthenticationMethods, type ProviderMetadata } from '../domain/provider-metadata.ts'
import type { SigningKeys } from '../signing/signing-keys.ts'

export interface MetadataDependencies {
  readonly issuer: string
  readonly keys: SigningKeys
}

/** The provider metadata towards forms (OpenID Connect Discovery §3): only what we really do. */
function providerMetadata(issuer: string, keys: SigningKeys): ProviderMetadata {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    end_session_endpoint: `${issuer}/logout`,
    jwks_uri: `${issuer}/jwks`,
    scopes_supported: ['openid'],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code'],
    acr_values_supported: ['eidas1'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: [...keys.algorithms],
    token_endpoint_auth_methods_supported: [...clientAuthenticationMethods],
    code_challenge_methods_supported: ['S256'],
    claims_supported: ['iss', 'sub', 'aud', 'nonce', 'iat', 'exp', 'acr', 'auth_time', 'amr'],
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    authorization_response_iss_parameter_supported: true,
    ui_locales_supported: ['fr', 'en'],
  }
}

/** `/.well-known/openid-configuration`, `/jwks`, `/jwks/history`: public, cached for a few minutes. */
export function metadataRouter({ issuer, keys }: MetadataDependencies): Router {
  // Keys change while the service runs: the text is made when it is asked for.
  const cached = (body: () => object, type: string) => {
    return (_request: Request, response: Response) => {
      response.set('Cache-Control', 'public, max-age=600').type(type).send(JSON.stringify(body()))
    }
  }
  return Router()
    .get(
      '/.well-known/openid-configuration',
      cached(() => providerMetadata(issuer, keys), 'application/json'),
    )
    .get(
      '/jwks',
      cached(() => ({ keys: keys.current }), 'application/jwk-set+json'),
    )
    .get(
      '/jwks/history',
      cached(() => ({ keys: keys.history }), 'application/json'),
    )
}
