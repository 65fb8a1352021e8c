import { z } from 'zod'
import { knownScopes } from './scopes.ts'

/** A public key for what FranceConnect encrypts; its `alg` says how. */
const EncryptionKey = z
  .looseObject({ kty: z.enum(['EC', 'RSA']), alg: z.enum(['ECDH-ES', 'RSA-OAEP-256']) })
  .refine((key) => !('d' in key), 'this is a private key: only the public one is registered')

/** A data provider as FranceConnect would have registered it: it asks `/checktoken` what an access token allows. */
export const DataProvider = z.strictObject({
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  /** Its public encryption key; the first one is used. */
  jwks: z.strictObject({ keys: z.tuple([EncryptionKey], EncryptionKey) }),
  /** Of FranceConnect's signature. */
  signing_alg: z.enum(['ES256', 'RS256']).default('ES256'),
  /** The scopes that it serves: of a token's scopes it hears these only. */
  scopes: z.array(z.enum(knownScopes)),
})
export type DataProvider = z.infer<typeof DataProvider>
