import type { Refusal } from '../domain/clerk-messages.ts'
import { clerkMessagesIn } from '../domain/clerk-messages-in.ts'
import type { Language } from '../domain/languages.ts'
import { composeRefusal, type Sheet } from './compose-sheet.ts'
import type { Controls } from './controls.ts'
import { drawSheet } from './draw-sheet.ts'

/** The place where the sheet is shown: one at a time. */
export interface View {
  /** Takes away what is shown. @returns whether nothing else was begun since */
  begin(): () => boolean
  tell(status: string): void
  show(sheet: Sheet): void
  refuse(refusal: Refusal): void
}

/** Makes the view over the page's own elements. */
export function createView(controls: Controls, language: Language): View {
  const { status, result, print } = controls
  let round = 0
  const show = (sheet: Sheet) => {
    const [heading, ...rest] = drawSheet(sheet, clerkMessagesIn(language))
    result.dataset.tone = sheet.tone
    result.replaceChildren(heading, ...rest)
    result.hidden = print.hidden = false
    status.textContent = ''
    heading.focus()
  }
  const begin = () => {
    round += 1
    const mine = round
    result.replaceChildren()
    result.hidden = print.hidden = true
    status.textContent = ''
    return () => mine === round
  }
  return {
    begin,
    tell: (text) => {
      status.textContent = text
    },
    show,
    refuse: (refusal) => {
      begin()
      show(composeRefusal(refusal, language))
    },
  }
}
