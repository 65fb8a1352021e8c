import { hash } from 'node:crypto'
import { z } from 'zod'
import { PrefillField, SourceOutcome } from '../domain/prefill-claims.ts'
import { expandKey } from '../sealing/derived-keys.ts'
import { open } from '../sealing/seal.ts'
import type { OneTimeStore } from '../stores/one-time-store.ts'
import type { SealedStore } from './sealed-store.ts'

/** What waits behind a one-time code: everything that the token response will say. */
export const Handover = z.object({
  client_id: z.string(),
  /** The login's name in the log. */
  login: z.string().optional(),
  redirect_uri: z.string(),
  code_challenge: z.string().optional(),
  nonce: z.string().optional(),
  sub: z.string(),
  acr: z.string(),
  auth_time: z.int(),
  amr: z.array(z.string()).optional(),
  display_name: z.string(),
  fields: z.record(z.string(), PrefillField),
  sources: z.record(z.string(), SourceOutcome),
  /** Once it is signed: for clients that read `/userinfo` only. */
  prefill_token: z.string().optional(),
})
export type Handover = z.infer<typeof Handover>

/** How long a one-time code, and then an access token, may be used. */
export const handoverLifetimeSeconds = 60

type Kind = 'code' | 'access-token'

// The store sees a hash and a sealed text; only the bearer of the code can find and open it.
const storeKey = (kind: Kind, secret: string) => `${kind}:${hash('sha256', secret, 'base64url')}`

const keyOf = (kind: Kind, secret: string) => expandKey(Buffer.from(secret, 'base64url'), kind)

/** Stores a handover under a bearer secret. @throws ServiceError `at_capacity` */
export async function storeHandover(
  { store, seal }: SealedStore,
  kind: Kind,
  secret: string,
  handover: Handover,
): Promise<void> {
  const sealed = seal(JSON.stringify(handover), keyOf(kind, secret), kind)
  await store.put(storeKey(kind, secret), sealed, handoverLifetimeSeconds)
}

/** Reads a handover without removing it; undefined where the secret finds none. */
export async function readHandover(
  store: OneTimeStore,
  kind: Kind,
  secret: string,
): Promise<Handover | undefined> {
  const sealed = await store.get(storeKey(kind, secret))
  const text = sealed === undefined ? undefined : open(sealed, keyOf(kind, secret), kind)
  return text === undefined ? undefined : Handover.parse(JSON.parse(text))
}

/** Removes a handover; true for the one caller that removed it. */
export async function takeHandover(
  store: OneTimeStore,
  kind: Kind,
  secret: string,
): Promise<boolean> {
  return (await store.take(storeKey(kind, secret))) !== undefined
}
