import { z } from 'zod'
import type { Transport } from '../transport/keep-alive-fetch.ts'

/** One answer of a JWKS endpoint, ready to be given again. */
interface KeptAnswer {
  readonly body: string
  readonly contentType: string
  readonly at: number
}

const KeySet = z.object({ keys: z.array(z.unknown()).min(1) })

/** How long an answer serves every client of an issuer: no more than one call a minute, whoever asks. */
const freshMilliseconds = 60_000

function isKeySet(body: string): boolean {
  try {
    return KeySet.safeParse(JSON.parse(body)).success
  } catch {
    return false
  }
}

const toResponse = ({ body, contentType }: KeptAnswer) =>
  new Response(body, { headers: { 'content-type': contentType } })

/**
 * Keeps an issuer's keys for all its clients. openid-client caches them per client, and asks again for an
 * unknown `kid`: here those calls become one, at most one a minute. While the endpoint is down the last
 * good answer is still trusted (the keys have not changed because a server is away).
 */
export function keepJwks(transport: Transport, now: () => number): Transport {
  let kept: KeptAnswer | undefined
  let asking: Promise<Response> | undefined

  const ask: Transport = async (url, request) => {
    try {
      const response = await transport(url, request)
      const contentType = response.headers.get('content-type') ?? ''
      const answer = { body: await response.clone().text(), contentType, at: now() }
      if (response.ok && isKeySet(answer.body)) kept = answer
      return kept === undefined ? response : toResponse(kept)
    } catch (error) {
      if (kept === undefined) throw error
      return toResponse(kept)
    }
  }
  return async (url, request) => {
    if (kept !== undefined && now() - kept.at < freshMilliseconds) return toResponse(kept)
    asking ??= ask(url, request).finally(() => {
      asking = undefined
    })
    return (await asking).clone()
  }
}
