import { z } from 'zod'

/** The parameters of a log-out request that are read (OpenID Connect RP-Initiated Logout §2). */
export const LogoutParameters = z.object({
  id_token_hint: z
    .string()
    .optional()
    .describe('The form’s ID token: with it the citizen is logged out at once, else asked first.'),
  client_id: z.string().optional().describe('The form, where there is no ID token.'),
  post_logout_redirect_uri: z
    .string()
    .optional()
    .describe('One of the form’s registered addresses for it.'),
  state: z.string().optional().describe('Opaque, given back.'),
  ui_locales: z.string().optional().describe('The languages of the pages, best first: fr, en.'),
  confirmed: z.literal('yes').optional().describe('From the service’s own question only.'),
})

/** Those that go through the question whether to log out: a hint that was not good enough stays behind. */
export const carriedLogoutParameters = LogoutParameters.omit({
  id_token_hint: true,
  confirmed: true,
}).keyof().options
