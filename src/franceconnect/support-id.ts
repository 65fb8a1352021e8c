import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client'

// FranceConnect's support finds an error by the id in its error_uri; the rest of its text stays out.
const correlationId = /[?&]id=([0-9a-fA-F-]{8,64})(?:[&"]|$)/

function unreadAnswerOf(error: unknown): Response | undefined {
  const answer =
    error instanceof WWWAuthenticateChallengeError
      ? error.response
      : error instanceof ClientError && error.cause
  return answer instanceof Response && !answer.bodyUsed ? answer : undefined
}

/**
 * Finds the id under which FranceConnect logged an error of its token or UserInfo endpoint: it stands in
 * the `error_uri` of the JSON body, which openid-client leaves unread where a challenge or a status says enough.
 * @returns undefined where the answer has none. Never throws.
 */
export async function readSupportId(error: unknown): Promise<string | undefined> {
  if (error instanceof ResponseBodyError)
    return correlationId.exec(String(error.cause.error_uri ?? ''))?.[1]
  const text = await unreadAnswerOf(error)
    ?.text()
    .catch(() => '')
  return text === undefined ? undefined : correlationId.exec(text)?.[1]
}
