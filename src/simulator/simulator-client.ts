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
  /** The organisation behind it: clients that share one share the `sub` of each citizen. Default: the client alone. */
  entity_id: z.string().min(1).optional(),
  /** Without it, a client whose redirect URIs span several hosts is unusable. It is registered, never fetched. */
  sector_identifier_uri: z.url({ protocol: /^https$/ }).optional(),
  /** With `login` in it, a request that says `prompt=login` is spared the information page. */
  allowed_prompts: z.array(z.enum(['login', 'consent'])).optional(),
})
export type SimulatorClient = z.infer<typeof SimulatorClient>

/** What a client's `sub`s are made for. */
export function entityOf({ entity_id, client_id }: SimulatorClient): string {
  return entity_id ?? client_id
}
