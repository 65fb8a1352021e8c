import type { Language } from '../domain/languages.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { type Html, html } from './html.ts'

/** What is wrong with one input of a page, by the input's id. */
export interface ShownMistake {
  readonly id: string
  readonly text: string
}

/** The id of the sentence that says what is wrong with an input. */
export const mistakeId = (id: string) => `${id}-mistake`

/** What is wrong, beside its input. */
export function mistakeNote({ id, text }: ShownMistake): Html {
  return html`<p class="mistake" id="${mistakeId(id)}">${text}</p>
`
}

/** What is wrong with a whole page, above all of it, with a way to each input. It has the focus: no script needed. */
export function mistakeSummary(
  mistakes: readonly ShownMistake[],
  language: Language,
): Html | undefined {
  if (mistakes.length === 0) return undefined
  const { title } = messagesIn(language).journey.mistakes
  const links = mistakes.map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`)
  return html`<div class="summary" role="alert" tabindex="-1" autofocus><h2>${title}</h2>
<ul>${links}</ul></div>
`
}
