import { element } from './dom.ts'
import type { Words } from './words.ts'

/** Who is logged in, and what they can take back. */
export interface SessionBar {
  readonly root: HTMLElement
  speak(words: Words): void
  /** @param who who is logged in, in words; undefined where nobody is. */
  show(who: string | undefined, canUndo: boolean): void
}

/** Builds the bar that says who is logged in and offers to log out and to undo. */
export function createSessionBar(logOut: () => void, undoFill: () => void): SessionBar {
  const name = element('p')
  const logout = element('button', { type: 'button' })
  const undo = element('button', { type: 'button' })
  const root = element('div', {}, name, logout, undo)
  logout.addEventListener('click', logOut)
  undo.addEventListener('click', undoFill)
  return {
    root,
    speak(words) {
      logout.textContent = words.say('logOut')
      undo.textContent = words.say('undo')
    },
    show(who, canUndo) {
      name.textContent = who ?? ''
      logout.hidden = who === undefined
      root.hidden = logout.hidden && !canUndo
      undo.hidden = !canUndo
    },
  }
}
