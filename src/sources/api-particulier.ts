import type { StateSource } from '../domain/state-source.ts'
import type { AdapterDependencies, AskAdapter } from './ask-adapter.ts'
import { readAnswer } from './read-answer.ts'
import { retrySource } from './retry-source.ts'
import type { SourceCall } from './source-call.ts'
import type { StateRequest } from './state-http.ts'
import { tryOnce } from './try-once.ts'

function requestOf(call: SourceCall, { path, question }: StateSource): StateRequest {
  const { access, accessToken, answers, signal } = call
  const asked = question === undefined ? undefined : answers[question.name]
  return {
    method: 'GET',
    url: `${access.api_particulier.baseUrl.replace(/\/+$/, '')}${path}`,
    headers: { authorization: `Bearer ${accessToken}` },
    query: {
      recipient: access.recipient,
      ...(question !== undefined && asked !== undefined && { [question.name]: asked }),
    },
    signal,
  }
}

/**
 * Makes the adapter of API Particulier v3 in its FranceConnect mode: the token of the login stands where
 * an API key would, and `recipient` is the collectivite that the data are for. The catalogue says the rest.
 * The returned function does not throw.
 */
export function createApiParticulier(dependencies: AdapterDependencies): AskAdapter {
  return async (call, source) => {
    const { question } = source
    // Without the citizen's answer the call would only be refused.
    if (question !== undefined && call.answers[question.name] === undefined)
      return { status: 'refused', reason: 'request_refused' }
    const request = requestOf(call, source)
    return retrySource(
      (attempt) =>
        tryOnce(dependencies, { source: call.source, attempt }, request, (json) =>
          readAnswer(json, source, call),
        ),
      dependencies,
      call.signal,
    )
  }
}
