import { z } from 'zod'
import { problems, type Verification } from './judge-token.ts'
import { Assurance, Environment } from './prefill-claims.ts'
import { verdicts } from './verdict.ts'

const FieldVerdict = z.object({
  verdict: z.enum(verdicts),
  lock_broken: z.boolean().describe('Whether what was submitted differs from a locked value.'),
  source: z.string(),
  assurance: Assurance,
  as_of: z.string(),
})

/** The answer of `POST /verify`, and of `verifyPrefill`. */
export const VerificationAnswer = z.object({
  valid: z.boolean(),
  problems: z.array(z.enum(problems)),
  demarche: z.string().nullable(),
  environment: Environment.nullable(),
  jti: z.string().nullable(),
  fields: z.record(z.string(), FieldVerdict),
  added: z.array(z.string()).describe('What was submitted and is not from the token.'),
}) satisfies z.ZodType<Verification>
