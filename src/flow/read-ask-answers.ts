import { stateSourceOf } from '../domain/catalogue.ts'
import type { Form, FormSource } from '../domain/form.ts'
import type { SourceQuestion } from '../domain/state-source.ts'

/** What a citizen answered before the login, as their page sent it. */
export interface AskSubmission {
  /** The ticked sources. */
  readonly sources: readonly string[]
  readonly situation: string | undefined
  /** What was typed, by the question's name. */
  readonly typed: Readonly<Record<string, string>>
}

/** What the citizen has to correct, by the name of the input. */
export type AskMistakes = Readonly<Record<string, 'situation' | SourceQuestion>>

/** What becomes of it: the sources to ask and what they need to know, or what to correct. */
export type AskAnswers =
  | { readonly sources: readonly string[]; readonly answers: Readonly<Record<string, string>> }
  | { readonly mistakes: AskMistakes }

/** Whether a form's citizens have something to say before the login. A form without state sources asks nothing. */
export function needsAsking(form: Form): boolean {
  return form.sources.length > 0
}

/** The sources that some situation stands for: they are asked when it is the citizen's. */
export function situationSources({ demarche, sources }: Form): ReadonlySet<string> {
  const named = Object.values(demarche.situations).flatMap((situation) => situation.sources)
  return new Set(sources.map(({ name }) => name).filter((name) => named.includes(name)))
}

/** The sources that a citizen ticks one by one. */
export function tickedSources(form: Form): FormSource[] {
  const bySituation = situationSources(form)
  return form.sources.filter(({ name }) => !bySituation.has(name))
}

/**
 * Reads what a citizen answered before the login. A source that has a question is asked only with its
 * answer: ticking it and leaving the answer out is a mistake, not ticking it is a decision.
 */
export function readAskAnswers(form: Form, submission: AskSubmission): AskAnswers {
  const { situations } = form.demarche
  const { situation = '' } = submission
  const mistakes: Record<string, 'situation' | SourceQuestion> = {}
  const isChoice = Object.hasOwn(situations, situation)
  if (Object.keys(situations).length > 0 && !isChoice) mistakes.situation = 'situation'
  const ofSituation = (isChoice && situations[situation]?.sources) || []
  const ticked = tickedSources(form).filter(({ name }) => submission.sources.includes(name))
  const wanted = form.sources
    .map(({ name }) => name)
    .filter((name) => ofSituation.includes(name) || ticked.some((source) => source.name === name))
  const answers: Record<string, string> = {}
  for (const name of wanted) {
    const question = stateSourceOf(name)?.question
    if (question === undefined) continue
    const answer = question.read(submission.typed[question.name] ?? '')
    if (answer === undefined) mistakes[question.name] = question
    else answers[question.name] = answer
  }
  return Object.keys(mistakes).length > 0 ? { mistakes } : { sources: wanted, answers }
}
