import type { ServerResponse } from 'node:http'

/** An answer that is complete but not sent: its headers are still those of the response. */
export interface HeldAnswer {
  res: ServerResponse
  body: Buffer
}

/**
 * Holds an answer back once it is complete, for `release` to send it, changed or not.
 * For answers that are written in one piece, as all of the OpenID provider's are.
 */
export function holdAnswer(res: ServerResponse, release: (answer: HeldAnswer) => void): void {
  const end = res.end
  res.end = ((chunk?: unknown) => {
    res.end = end
    const text = typeof chunk === 'string' || Buffer.isBuffer(chunk) ? chunk : ''
    release({ res, body: Buffer.from(text) })
    return res
  }) as ServerResponse['end']
}

/** Sends an answer, its length with it. */
export function sendHeld({ res, body }: HeldAnswer): void {
  if (body.length > 0) res.setHeader('content-length', body.length)
  res.end(body)
}
