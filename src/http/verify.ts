import express, { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { ServiceError } from '../domain/errors.ts'
import type { FormRegistry } from '../domain/form-registry.ts'
import { judgePrefill } from '../flow/judge-prefill.ts'
import type { SigningKeys } from '../signing/signing-keys.ts'
import type { Metrics } from './metrics.ts'

/** The body of `POST /verify`: which form, its token, what was submitted by name. */
export const VerifyRequest = z.object({
  client_id: z.string(),
  prefill_token: z.string().nullish(),
  submitted: z.record(z.string(), z.unknown()),
  /** When it was submitted, ISO 8601; now where it is absent. */
  submitted_at: z.iso.datetime({ offset: true }).optional(),
  nonce: z.string().optional(),
})

export interface VerifyDependencies {
  readonly forms: FormRegistry
  readonly issuer: string
  readonly keys: SigningKeys
  readonly now: () => Date
  readonly metrics: Pick<Metrics, 'verification'>
  readonly limit: RequestHandler
}

/**
 * `POST /verify`: the verdict on a submitted form, as `verifyPrefill` gives it, for back ends that would
 * rather ask. Test tokens count as valid on a test instance only. The service remembers no `jti`: whether
 * a token was seen before is for the form's back end to say.
 */
export function verifyRouter(dependencies: VerifyDependencies): Router {
  const { forms, issuer, keys, now, metrics, limit } = dependencies
  const parseBody = express.json({ limit: '256kb' })
  return Router().post('/verify', limit, parseBody, async (request, response) => {
    if (!request.is('application/json')) throw new ServiceError('unsupported_body')
    const parsed = VerifyRequest.safeParse(request.body)
    if (!parsed.success) {
      const members = parsed.error.issues.map(({ path }) => String(path[0] ?? 'body'))
      throw new ServiceError('malformed_body', {
        detail: { members: [...new Set(members)].join(' ') },
      })
    }
    const { client_id, prefill_token, submitted, submitted_at, nonce } = parsed.data
    const form = forms.find(client_id)
    if (form === undefined) throw new ServiceError('unknown_client')
    const verification = await judgePrefill(
      prefill_token,
      submitted,
      {
        issuer,
        clientId: client_id,
        submittedAt: submitted_at === undefined ? now() : new Date(submitted_at),
        nonce,
        allowTest: form.franceconnect.environment === 'test',
        inputs: form.inputs,
      },
      keys.history,
    )
    metrics.verification(form, verification)
    response.set('Cache-Control', 'no-store').json(verification)
  })
}
