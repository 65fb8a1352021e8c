import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import type { Written } from '../../../configuration/written-files.ts'
import type { CollectiviteFile } from '../../../domain/collectivite.ts'
import { type Finding, find } from '../finding.ts'
import { sayDay, soonSeconds } from '../say-day.ts'

/** What of a JWK can say when it ends: `exp` as OpenID Federation writes it, or its certificate (RFC 7517 §4.7). */
const Ending = z.object({
  exp: z.number().optional().catch(undefined),
  x5c: z.array(z.string()).optional().catch(undefined),
})

function endOfCertificate(encoded: string): number | undefined {
  try {
    const { validTo } = new X509Certificate(Buffer.from(encoded, 'base64'))
    return Date.parse(validTo) / 1000
  } catch {
    return undefined
  }
}

function endOf(key: unknown): number | undefined {
  const { exp, x5c } = Ending.safeParse(key).data ?? {}
  const certificate = x5c?.[0] === undefined ? undefined : endOfCertificate(x5c[0])
  const ends = [exp, certificate].filter((end) => end !== undefined)
  return ends.length === 0 ? undefined : Math.min(...ends)
}

/** Judges how long the keys last that a form's tokens are encrypted to, where they say it. */
export function judgeFormKeys(
  { document, file }: Required<Written<CollectiviteFile>>,
  { now }: { readonly now: number },
): Finding[] {
  return file.forms.flatMap(({ client_id, jwks }, form) =>
    (jwks?.keys ?? []).flatMap((key, index) => {
      const end = endOf(key)
      if (end === undefined || end > now + soonSeconds) return []
      const said = end <= now ? `has ended on ${sayDay(end)}` : `ends on ${sayDay(end)}`
      const place = document.mistake(['forms', form, 'jwks', 'keys', index], '')
      const instead =
        'put the public half of its successor first, and keep the private half of this one until the last tokens are read'
      return [
        find(
          'form-key-expires',
          place,
          `the key that tokens of ${client_id} are encrypted to ${said}`,
          instead,
        ),
      ]
    }),
  )
}
