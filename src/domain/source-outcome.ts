import { stateSourceOf } from './catalogue.ts'
import { fillIn } from './fill-in.ts'
import { inLanguage, type Language } from './languages.ts'
import { messagesIn } from './messages-in.ts'
import type { NextStep, SourceOutcome } from './prefill-claims.ts'
import type { SourceAnswer } from './source-answer.ts'
import type { StateSource } from './state-source.ts'

/** What a source that the citizen did not want has answered. */
export const notAsked: SourceAnswer = { status: 'declined', reason: 'not_asked' }

/** What a source has answered that stands for another situation than the citizen's. */
export const otherSituation: SourceAnswer = { status: 'declined', reason: 'other_situation' }

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Who answers for a source, at the beginning of a sentence. */
export function sourceTitle(name: string, language: Language): string {
  const source = stateSourceOf(name)
  return source === undefined ? 'FranceConnect' : capitalised(inLanguage(source.name, language))
}

function nextStep({ document }: StateSource, status: SourceAnswer['status']): NextStep {
  if (document !== undefined) return 'attach_document'
  return status === 'unavailable' ? 'try_later' : 'type_it'
}

/**
 * What the token says of a source: its outcome, and where it gave nothing a sentence for the citizen with
 * what they can do now.
 * @param name of the catalogue
 */
export function sourceOutcome(
  name: string,
  answer: SourceAnswer,
  language: Language,
): SourceOutcome {
  const source = stateSourceOf(name)
  if (answer.status === 'ok' || source === undefined) return { status: answer.status }
  const { outcomes, next: steps, otherSituation: ofOther } = messagesIn(language).sources
  // There is nothing to type and nothing to attach: the citizen does not rely on it.
  if (answer.reason === 'other_situation')
    return { status: answer.status, reason: answer.reason, message: ofOther }
  const next = nextStep(source, answer.status)
  const sentence = `${outcomes[answer.status]} ${steps[next]}`
  const message = fillIn(sentence, {
    source: sourceTitle(name, language),
    subject: inLanguage(source.subject, language),
    document: source.document === undefined ? '' : inLanguage(source.document, language),
  })
  return { status: answer.status, reason: answer.reason, message, next }
}
