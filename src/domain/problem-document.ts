import { z } from 'zod'
import { type ErrorCode, errorCodes } from './errors.ts'

/** The `type` of a problem: the code of the catalogue, as a URN that leads nowhere and never changes. */
export const problemType = (code: ErrorCode): string => `urn:franceconnect-prefill:problem:${code}`

/** What a program is told of a failure (RFC 9457). */
export const ProblemDocument = z.object({
  type: z.enum(errorCodes.map(problemType)),
  title: z.string().describe('For people, in the language that was asked for.'),
  status: z.int(),
  detail: z.string().describe('For whoever integrates; never holds what was received.'),
  instance: z.string().describe('The reference of the request, as in X-Request-Id and in the log.'),
  members: z
    .array(z.string())
    .optional()
    .describe('Which members of the body were wrong; never what they held.'),
})
export type ProblemDocument = z.infer<typeof ProblemDocument>
