import { element } from './dom.ts'
import type { Words } from './words.ts'

/** Who is logged in, and what they can take back. */
export interface SessionBar {
  readonly root: HTMLElement
  speak(words: Words): void
  show(displayName: string | undefined, canUndo: boolean): void
}

/** Builds the bar that says who is logged in and offers to log out and to undo; unseen until there is something to say. */
export function createSessionBar(logOut: () => void, undoFill: () => void): SessionBar {
  const who = element('p')
  const logout = element('button', { type: 'button' })
  const undo = element('button', { type: 'button' })
  const root = element('div', { class: 'session', hidden: '' }, who, logout, undo)
  logout.addEventListener('click', logOut)
  undo.addEventListener('click', undoFill)
  let words: Words | undefined
  let name = ''
  const sayWho = () => {
    who.textContent = (name && words?.say('connectedAs', { name })) || name
  }
  return {
    root,
    speak(next) {
      words = next
      logout.textContent = words.say('logOut')
      undo.textContent = words.say('undo')
      sayWho()
    },
    show(displayName, canUndo) {
      root.hidden = displayName === undefined && !canUndo
      name = displayName ?? ''
      sayWho()
      logout.hidden = displayName === undefined
      undo.hidden = !canUndo
    },
  }
}
