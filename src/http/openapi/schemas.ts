import { z } from 'zod'
import { FormDescription } from '../../domain/form-description.ts'
import type { JsonObject } from '../../domain/json-object.ts'
import { OAuthError } from '../../domain/oauth-error.ts'
import { PrefillClaims } from '../../domain/prefill-claims.ts'
import { ProblemDocument } from '../../domain/problem-document.ts'
import { ProviderMetadata } from '../../domain/provider-metadata.ts'
import { PublicKeySet, PublishedKeys } from '../../domain/published-key.ts'
import { TokenResponse } from '../../domain/token-response.ts'
import { UserInfo } from '../../domain/user-info.ts'
import { VerificationAnswer } from '../../domain/verification.ts'
import { answerExamples } from './answer-examples.ts'

const answers = {
  FormDescription,
  OAuthError,
  PrefillClaims,
  ProblemDocument,
  ProviderMetadata,
  PublicKeySet,
  PublishedKeys,
  TokenResponse,
  UserInfo,
  VerificationAnswer,
}

function withoutHead({ $schema: _schema, $id: _id, ...rest }: JsonObject): JsonObject {
  return rest
}

/** What a request may hold, from the zod object that reads it: other members are ignored, as there. */
export function requestSchema(schema: z.ZodObject): JsonObject {
  return withoutHead(z.toJSONSchema(schema, { io: 'input' }))
}

/** Every schema of an answer by its name, from the zod schemas that the answers are typed or checked by. */
export function answerSchemas(): JsonObject {
  return Object.fromEntries(
    Object.entries(answers).map(([name, schema]) => [
      name,
      {
        ...withoutHead(z.toJSONSchema(schema, { io: 'output' })),
        ...(answerExamples[name] !== undefined && { examples: [answerExamples[name]] }),
      },
    ]),
  )
}
