import { buildFields } from '../domain/build-fields.ts'
import type { Cog } from '../domain/cog.ts'
import { displayName } from '../domain/pivot-identity.ts'
import type { SourceAnswer } from '../domain/source-answer.ts'
import { notAsked, otherSituation, sourceOutcome } from '../domain/source-outcome.ts'
import type { LoginResult } from '../franceconnect/relying-party.ts'
import type { Callback } from './complete-login.ts'
import type { Handover } from './handover.ts'
import { loginId } from './login-attempt.ts'
import { pairwiseSubject } from './pairwise-subject.ts'
import { situationSources } from './read-ask-answers.ts'

/**
 * Puts together what the form will be told of a login: who, every field, and what became of every source.
 * @param today ISO date of the login, in France
 */
export function assembleHandover(
  { form, attempt, redirectUri }: Callback,
  login: LoginResult,
  sources: Readonly<Record<string, SourceAnswer>>,
  { today, cog }: { readonly today: string; readonly cog: Cog },
): Handover {
  const { language } = attempt
  const { identity } = login
  const bySituation = situationSources(form)
  const answers = Object.fromEntries(
    form.sources.map(({ name }) => {
      const unasked = bySituation.has(name) ? otherSituation : notAsked
      return [name, sources[name] ?? unasked]
    }),
  )
  const outcomes = Object.entries(answers).map(
    ([name, answer]) => [name, sourceOutcome(name, answer, language)] as const,
  )
  return {
    client_id: form.client_id,
    login: loginId(attempt),
    redirect_uri: redirectUri,
    code_challenge: attempt.codeChallenge,
    nonce: attempt.nonce,
    sub: pairwiseSubject(form.franceconnect.issuer, identity.sub, form.client_id),
    acr: login.acr,
    auth_time: login.authTime,
    ...(login.amr !== undefined && { amr: [...login.amr] }),
    display_name: displayName(identity),
    fields: buildFields(form.demarche, { identity, sources: answers, today, language, cog }),
    sources: { franceconnect: { status: 'ok' }, ...Object.fromEntries(outcomes) },
  }
}
