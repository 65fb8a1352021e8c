import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What the token of a client at the tax office allows. */
const ClientGrant = z.object({
  client_id: z.string(),
  /** The resources, apart by spaces. */
  scope: z.string(),
  /** Seconds since 1970. */
  exp: z.number(),
})
export type ClientGrant = z.infer<typeof ClientGrant>

/** Gives tokens to clients, and reads them again; nothing is stored. */
export interface ClientTokens {
  give(client_id: string, scope: string): { access_token: string; expires_in: number }
  /** @returns undefined for a token that is over or was given by nobody. */
  read(token: string): ClientGrant | undefined
}

const lifetimeSeconds = 3600

/** Makes tokens that live an hour by the simulator's clock. */
export function createClientTokens(now: () => Date): ClientTokens {
  const key = randomBytes(32)
  const mac = (grant: string) => createHmac('sha256', key).update(grant).digest()
  const seconds = () => Math.floor(now().getTime() / 1000)
  return {
    give: (client_id, scope) => {
      const grant: ClientGrant = { client_id, scope, exp: seconds() + lifetimeSeconds }
      const text = Buffer.from(JSON.stringify(grant)).toString('base64url')
      const access_token = `${text}.${mac(text).toString('base64url')}`
      return { access_token, expires_in: lifetimeSeconds }
    },
    read: (token) => {
      const [text = '', signature = ''] = token.split('.')
      const told = Buffer.from(signature, 'base64url')
      const right = mac(text)
      if (told.length !== right.length || !timingSafeEqual(told, right)) return undefined
      const grant = ClientGrant.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
      return grant.exp > seconds() ? grant : undefined
    },
  }
}
