import { z } from 'zod'
import { languages } from './languages.ts'

const address = z.url()

/** How a form proves itself at `/token` (OpenID Connect Core §9). */
export const clientAuthenticationMethods = [
  'none',
  'client_secret_basic',
  'client_secret_post',
] as const

/** The provider metadata towards forms (OpenID Connect Discovery §3). */
export const ProviderMetadata = z.object({
  issuer: address,
  authorization_endpoint: address,
  token_endpoint: address,
  userinfo_endpoint: address,
  end_session_endpoint: address,
  jwks_uri: address,
  scopes_supported: z.array(z.literal('openid')),
  response_types_supported: z.array(z.literal('code')),
  response_modes_supported: z.array(z.literal('query')),
  grant_types_supported: z.array(z.literal('authorization_code')),
  acr_values_supported: z.array(z.literal('eidas1')),
  subject_types_supported: z.array(z.literal('pairwise')),
  id_token_signing_alg_values_supported: z.array(z.enum(['ES256', 'RS256'])),
  token_endpoint_auth_methods_supported: z.array(z.enum(clientAuthenticationMethods)),
  code_challenge_methods_supported: z.array(z.literal('S256')),
  claims_supported: z.array(z.string()),
  claims_parameter_supported: z.literal(false),
  request_parameter_supported: z.literal(false),
  request_uri_parameter_supported: z.literal(false),
  authorization_response_iss_parameter_supported: z.literal(true),
  ui_locales_supported: z.array(z.enum(languages)),
})
export type ProviderMetadata = z.infer<typeof ProviderMetadata>
