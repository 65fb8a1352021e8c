import { z } from 'zod'

/** The parameters of a token request that are read; none may be repeated (RFC 6749 §4.1.3, RFC 7636 §4.5). */
export const TokenParameters = z.object({
  grant_type: z.literal('authorization_code').describe('authorization_code.'),
  code: z.string().describe('As it came back to the form: once, within 60 seconds.'),
  redirect_uri: z.string().optional().describe('The same as in the authorization request.'),
  code_verifier: z
    .string()
    .regex(/^[A-Za-z0-9._~-]{43,128}$/)
    .optional()
    .describe('Where the authorization request had a code_challenge.'),
  client_id: z.string().optional().describe('Where there is no Authorization header.'),
  client_secret: z.string().optional().describe('For client_secret_post.'),
})

/** Their names. Made once: zod makes a whole schema of them. */
export const tokenParameters = TokenParameters.keyof().options
