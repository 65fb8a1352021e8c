import { z } from 'zod'

// RFC 6749 Appendix A: state is VSCHAR. Everything longer or stranger than this is refused, so that the
// attempt fits in its cookie.
const printable = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[\x20-\x7E]+$/)

/**
 * The parameters of an authorization request that are read; none may be repeated (OpenID Connect Core §3.1.2.1,
 * RFC 7636 §4.3). Others are ignored.
 */
export const AuthorizationParameters = z.object({
  client_id: z.string().describe('The form.'),
  redirect_uri: z
    .string()
    .describe('One of its registered addresses, compared character by character.'),
  response_type: z.literal('code').describe('code.'),
  scope: z.string().describe('Has to hold openid; others are ignored.'),
  state: printable(512)
    .optional()
    .describe('Opaque, given back. Required where the form has no secret.'),
  nonce: printable(256)
    .optional()
    .describe('Opaque, in both tokens. Required where the form has no secret.'),
  code_challenge: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional()
    .describe('PKCE (RFC 7636). Required where the form has no secret.'),
  code_challenge_method: z.literal('S256').optional().describe('S256.'),
  response_mode: z.literal('query').optional().describe('query.'),
  prompt: z.string().optional().describe('none is refused: a login always needs the citizen.'),
  ui_locales: z.string().optional().describe('The languages of the pages, best first: fr, en.'),
})

/** The names of these parameters. */
export const authorizationParameters = AuthorizationParameters.keyof().options
