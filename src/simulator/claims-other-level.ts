import { z } from 'zod'

const EssentialLevel = z.object({
  id_token: z.object({ acr: z.object({ essential: z.literal(true), value: z.string() }) }),
})

/**
 * Whether the `claims` parameter makes another level than `eidas1` essential. FranceConnect does not refuse it:
 * it asks for the login again once it is done, and ends on its page Y190004.
 * @param claims as received, already found to be JSON
 */
export function claimsOtherLevel(claims: unknown): boolean {
  if (typeof claims !== 'string') return false
  const asked = EssentialLevel.safeParse(JSON.parse(claims))
  return asked.success && asked.data.id_token.acr.value !== 'eidas1'
}
