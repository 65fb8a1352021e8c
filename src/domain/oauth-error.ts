import { z } from 'zod'

/** What `/token` and `/userinfo` answer with where they refuse (RFC 6749 §5.2, RFC 6750 §3.1). */
export const OAuthError = z.object({
  error: z.enum([
    'invalid_request',
    'invalid_client',
    'invalid_grant',
    'unsupported_grant_type',
    'invalid_token',
    'temporarily_unavailable',
    'server_error',
  ]),
  error_description: z.string().optional(),
})
export type OAuthError = z.infer<typeof OAuthError>
