import { type JudgeOptions, judgeToken, type Verification } from '../domain/judge-token.ts'
import type { PublishedKey } from '../domain/published-key.ts'
import { openPrefillToken } from '../signing/open-prefill-token.ts'

/**
 * The verdict on a submission with keys at hand: what the library and `POST /verify` both answer.
 * @param token what was submitted as `prefill_token`, whatever it is
 * @param submitted what was submitted with it, see readSubmitted
 * @throws only what `options.seen` throws
 */
export async function judgePrefill(
  token: unknown,
  submitted: unknown,
  options: JudgeOptions,
  keys: readonly PublishedKey[],
): Promise<Verification> {
  return judgeToken(await openPrefillToken(token, keys), submitted, options)
}
