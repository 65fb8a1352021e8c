import type { Advice, ClerkMessages } from '../domain/clerk-messages.ts'
import type { Sheet } from './compose-sheet.ts'
import { element, foreign } from './dom.ts'
import { drawFields } from './draw-fields.ts'

function drawAdvice({ title, text, todo }: Advice, { sheet }: ClerkMessages): HTMLElement {
  const box = element('div', { class: 'advice' })
  if (title !== '') box.append(element('h3', {}, foreign(title)))
  box.append(element('p', {}, text))
  box.append(element('p', {}, element('strong', {}, sheet.todo), ' ', todo))
  return box
}

function drawFacts({ facts }: Sheet): HTMLElement {
  const list = element('dl', { class: 'facts' })
  for (const [name, value] of facts)
    list.append(element('div', {}, element('dt', {}, name), element('dd', {}, foreign(value))))
  return list
}

const drawList = (texts: readonly string[]) =>
  element('ul', {}, ...texts.map((text) => element('li', {}, foreign(text))))

function section(title: string, ...content: readonly HTMLElement[]): HTMLElement[] {
  return [element('h3', {}, title), ...content]
}

/**
 * Draws the sheet; its heading takes the focus.
 * @returns the sheet's elements, the heading first
 */
export function drawSheet(
  sheet: Sheet,
  messages: ClerkMessages,
): [heading: HTMLElement, ...rest: HTMLElement[]] {
  const { facts, fields, sources, added, notes } = sheet
  const words = messages.sheet
  const isAddedNothing = added?.length === 0
  const addedList = isAddedNothing ? element('p', {}, words.addedNone) : drawList(added ?? [])
  const addedHint = isAddedNothing ? [] : [element('p', { class: 'quiet' }, words.addedHint)]
  return [
    element('h2', { tabindex: '-1', id: 'verdict' }, foreign(sheet.headline)),
    ...sheet.advice.map((advice) => drawAdvice(advice, messages)),
    ...(facts.length > 0 ? section(words.summary, drawFacts(sheet)) : []),
    ...(fields.length > 0 ? section(words.fields, drawFields(sheet, messages)) : []),
    ...(added === undefined ? [] : section(words.added, ...addedHint, addedList)),
    ...(sources.length > 0 ? section(words.sources, drawList(sources)) : []),
    ...notes.map((note) => element('p', { class: 'quiet' }, foreign(note))),
  ]
}
