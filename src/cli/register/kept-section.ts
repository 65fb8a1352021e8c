import { fillIn } from '../../domain/fill-in.ts'
import { type Form, isConfidential } from '../../domain/form.ts'
import type { Language } from '../../domain/languages.ts'
import { keptSeconds, saySpan } from './kept-data.ts'
import type { RegisterSection } from './register-document.ts'
import { registerMessagesIn } from './register-messages-in.ts'
import { sayDuration } from './say-duration.ts'

/** Where the data go, and how long they stay in each place. */
export function keptSection(form: Form, language: Language): RegisterSection {
  const { kept, toComplete } = registerMessagesIn(language)
  const { places } = kept
  const row = (
    { where, what, time }: (typeof places)[keyof typeof places],
    values: Readonly<Record<string, string>> = {},
  ) => [where, what, fillIn(time, values)]
  const lasting = (place: keyof typeof places, seconds: number) =>
    row(places[place], { span: saySpan(seconds) })
  const mayReview = form.demarche.review !== 'never'
  const outcome = { span: keptSeconds.outcome, ...keptSeconds }
  const outcomeSpans = Object.entries(outcome).map(([name, time]) => [name, saySpan(time)])
  const rows = [
    lasting('attempt', keptSeconds.attempt),
    row(places.hint),
    lasting('logout', keptSeconds.logoutReturn),
    row(places.memory),
    lasting('code', keptSeconds.handover),
    ...(isConfidential(form) ? [lasting('userinfo', keptSeconds.handover)] : []),
    ...(mayReview ? [lasting('review', keptSeconds.review)] : []),
    row(places.outcome, Object.fromEntries(outcomeSpans)),
    lasting('address', keptSeconds.rateLimit),
    row(places.log, { toComplete }),
    // A confidential form's back end redeems the code: its page never holds what it buys.
    ...(isConfidential(form) ? [] : [lasting('tab', keptSeconds.tab)]),
    lasting('token', keptSeconds.prefillToken),
    row(places.file, { retention: sayDuration(form.demarche.retention, language) }),
  ]
  return {
    title: kept.title,
    blocks: [
      { paragraph: kept.noDatabase },
      { head: kept.head, rows },
      { paragraph: fillIn(kept.start, { toComplete }) },
    ],
  }
}
