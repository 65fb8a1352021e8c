import { VerifyRequest } from '../verify.ts'
import { answer, json, limited, neverKept, type Paths, refusal, tooMany } from './document-parts.ts'
import { prefillToken, publicClient } from './example-values.ts'
import { body } from './parameters.ts'

const submitted = { nom: 'Dubois', courriel: 'x@exemple.fr' }
const submission = { client_id: publicClient, prefill_token: prefillToken, submitted }

/** After submission. */
export const verifyPaths: Paths = {
  '/verify': {
    post: {
      operationId: 'verify',
      tags: ['verification'],
      summary: 'What became of each field after submission',
      description:
        'It labels and never refuses a submission: 200 for every request that can be read, valid or not. The token is the proof, so that no other authentication is asked.',
      requestBody: body('application/json', VerifyRequest, {
        submission,
        submitted_earlier: {
          ...submission,
          submitted_at: '2026-11-23T10:00:00+01:00',
          nonce: 'dossier-1234',
        },
        invented_token: { ...submission, prefill_token: 'x' },
        no_token: { client_id: publicClient, prefill_token: null, submitted: {} },
        unknown_client: { ...submission, client_id: 'inconnu' },
      }),
      responses: {
        '200': answer('The verdict.', ...json('VerificationAnswer'), {
          headers: { ...neverKept, ...limited },
          answers: ['submission', 'submitted_earlier', 'invented_token', 'no_token'],
        }),
        '400': refusal('The body cannot be read, or no form has this client_id.', [
          'unknown_client',
        ]),
        '413': refusal('More than 256 KB.'),
        '415': refusal('No JSON.'),
        ...tooMany,
      },
    },
  },
}
