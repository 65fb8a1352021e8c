import { z } from 'zod'

/** The token response (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3), with the prefill token. */
export const TokenResponse = z.object({
  access_token: z.string().describe('For /userinfo, where the form has a back end; 60 seconds.'),
  token_type: z.literal('Bearer'),
  expires_in: z.int(),
  scope: z.literal('openid'),
  id_token: z.string().describe('A JWT: who logged in for which form, and nothing personal.'),
  prefill_token: z
    .string()
    .describe(
      'A JWT of type prefill+jwt, whose claims are PrefillClaims; encrypted where the form has a key.',
    ),
  display_name: z.string().describe('The citizen’s first and last name, to be shown.'),
})
export type TokenResponse = Readonly<z.infer<typeof TokenResponse>>
