import { element } from './dom.ts'
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
  speak(words: Words, explanation: readonly string[]): void
  /** Announces a sentence in the live region. */
  announce(sentence: string): void
  /** Shows what keeps the widget from working here. */
  showProblem(sentence: string): void
  /** Shows who is logged in, and whether there is a fill to undo. */
  showSession(displayName: string | undefined, canUndo: boolean): void
  setBusy(busy: boolean): void
}

function makeParts() {
  return {
    about: element('p'),
    explanation: element('div'),
    byHand: element('p'),
    login: element('span', { class: 'fr-connect__login' }),
    button: element('button', { type: 'button', class: 'fr-connect' }),
    link: element('a', {
      href: 'https://franceconnect.gouv.fr/',
      target: '_blank',
      rel: 'noopener',
    }),
    who: element('p'),
    undo: element('button', { type: 'button' }),
    logout: element('button', { type: 'button' }),
    // In the page before anything is said, or screen readers miss the first sentence.
    status: element('p', { role: 'status', class: 'status' }),
    problem: element('p', { class: 'problem', hidden: '' }),
  }
}

/** Builds the area of the button; it is complete, in both languages, before any network answer. */
export function createArea(root: ShadowRoot, actions: AreaActions): Area {
  const parts = makeParts()
  const { about, explanation, byHand, login, button, link, who, undo, logout, status } = parts
  const brand = element('span', { class: 'fr-connect__brand' }, 'FranceConnect')
  button.append(element('span', {}, login, ' ', brand))
  const group = element('div', { class: 'fr-connect-group' }, button, element('p', {}, link))
  const before = element('div', {}, about, explanation, byHand, group)
  const session = element('div', { class: 'session', hidden: '' }, who, logout, undo)
  const area = element('div', {}, before, session, parts.problem, status)
  root.replaceChildren(area)
  adopt(root, areaStyle)
  button.addEventListener('click', actions.start)
  undo.addEventListener('click', () => {
    actions.undo()
    button.focus()
  })
  logout.addEventListener('click', actions.logout)

  const spoken = [
    ['about', about],
    ['byHand', byHand],
    ['login', login],
    ['whatIs', link],
    ['undo', undo],
    ['logOut', logout],
  ] as const
  let words: Words | undefined
  let name = ''
  const showName = () => {
    who.textContent = (name && words?.say('connectedAs', { name })) || name
  }
  return {
    speak(next, sentences) {
      words = next
      area.lang = words.lang
      link.title = `${words.say('whatIs')} - ${words.say('newWindow')}`
      for (const [key, part] of spoken) part.textContent = words.say(key)
      showName()
      explanation.replaceChildren(...sentences.map((sentence) => element('p', {}, sentence)))
    },
    announce(sentence) {
      status.textContent = sentence
    },
    showProblem(sentence) {
      parts.problem.textContent = sentence
      parts.problem.hidden = sentence === ''
    },
    showSession(displayName, canUndo) {
      session.hidden = displayName === undefined && !canUndo
      name = displayName ?? ''
      showName()
      logout.hidden = displayName === undefined
      undo.hidden = !canUndo
      before.hidden = canUndo
    },
    setBusy(busy) {
      button.setAttribute('aria-busy', String(busy))
    },
  }
}
