import { element } from './dom.ts'
import { explain } from './explain.ts'
import { createMark } from './mark.ts'
import { createSessionBar } from './session-bar.ts'
import { adopt, areaStyle } from './styles.ts'
import type { Words } from './words.ts'

/** What the citizen can do in the area of the button. */
export interface AreaActions {
  start(): void
  undo(): void
  logout(): void
}

/** The area of the button, in the element's shadow tree. */
export interface Area {
  /** Takes words over: of the page's language at first, then with those of the form. */
  speak(words: Words): void
  /** The room of FranceConnect's mark on the button. */
  readonly mark: Element
  /** Announces a sentence in the live region, and what comes with it. */
  announce(...said: readonly (Node | string)[]): void
  /** Shows what keeps the widget from working here. */
  showProblem(sentence: string): void
  /** Shows who is logged in, whether there is a fill to undo, and whether one can be started. */
  showSession(who: string | undefined, canUndo: boolean, canStart: boolean): void
  setBusy(busy: boolean): void
}

/** Builds the area of the button; it is complete, in both languages, before any network answer. */
export function createArea(root: ShadowRoot, actions: AreaActions): Area {
  const mark = createMark()
  const login = element('span', { class: 'fr-connect__login' })
  const brand = element('span', { class: 'fr-connect__brand' }, 'FranceConnect')
  const button = element('button', { type: 'button', class: 'fr-connect' }, mark, login, ' ', brand)
  const href = 'https://franceconnect.gouv.fr/'
  const link = element('a', { href, target: '_blank', rel: 'noopener' })
  const explanation = element('div')
  const byHand = element('p')
  const why = element('div', { class: 'why' }, explanation)
  const group = element('div', { class: 'fr-connect-group' }, button, element('p', {}, link))
  // In the page before anything is said, or screen readers miss the first sentence.
  const status = element('div', { role: 'status' })
  const problem = element('p', { class: 'problem' })
  // What keeps the button from working goes out of sight with it.
  const before = element('div', {}, why, byHand, group, problem)
  const bar = createSessionBar(actions.logout, () => {
    actions.undo()
    button.focus()
  })
  const area = element('div', {}, before, bar.root, status)
  root.replaceChildren(area)
  adopt(root, areaStyle)
  button.addEventListener('click', actions.start)
  return {
    speak(words) {
      area.lang = words.lang
      link.title = words.say('whatIsTitle')
      link.textContent = words.say('whatIs')
      byHand.textContent = words.say('byHand')
      login.textContent = words.say('login')
      bar.speak(words)
      explanation.replaceChildren(...explain(words).map((sentence) => element('p', {}, sentence)))
    },
    mark,
    announce: (...said) => status.replaceChildren(...said),
    showProblem(sentence) {
      problem.textContent = sentence
    },
    showSession(who, canUndo, canStart) {
      bar.show(who, canUndo)
      before.hidden = !canStart
    },
    setBusy(busy) {
      button.setAttribute('aria-busy', String(busy))
    },
  }
}
