import { z } from 'zod'
import { knownScopes } from './scopes.ts'

/** A service provider as FranceConnect's partner portal would have registered it. */
export const SimulatorClient = z.strictObject({
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  /** What the citizen reads: « Continuer sur … ». */
  name: z.string().min(1),
  redirect_uris: z.array(z.url()).min(1),
  post_logout_redirect_uris: z.array(z.url()),
  /** Of the ID token and of UserInfo alike. */
  signing_alg: z.enum(['ES256', 'RS256']),
  /** What the client may ask; one that FranceConnect knows and is not here ends in `invalid_scope`. */
  scopes: z.array(z.enum(knownScopes)),
  /** Whether it may ask the `amr` claim. */
  amr: z.boolean().optional(),
})
export type SimulatorClient = z.infer<typeof SimulatorClient>
