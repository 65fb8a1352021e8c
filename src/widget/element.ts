import { createArea } from './area.ts'
import { findForm } from './find-form.ts'
import { leave, returnTo } from './history.ts'
import { keepDraft } from './keep-draft.ts'
import { load } from './load.ts'
import { dropFill, logOut, undo } from './log-out.ts'
import { resume } from './resume.ts'
import { forgetDraft, forgetToken } from './session.ts'
import { start } from './start.ts'
import { openThisTab } from './tab-store.ts'
import { ownerOf, type Widget } from './widget.ts'
import { createWords } from './words.ts'

/**
 * `<franceconnect-prefill client-id="…" for="…">`: the button, the trip and the filling of one form.
 * @fires prefill-start - before leaving; cancelable
 * @fires prefill-field - for each field filled, with its name
 * @fires prefill-end - once per trip, see PrefillEnd
 */
export class FranceConnectPrefillElement extends HTMLElement {
  static readonly observedAttributes = ['client-id', 'lang', 'service']
  /** The base address of the service that this script came from. */
  static service = ''

  readonly #widget: Widget = {
    host: this,
    area: createArea(this.attachShadow({ mode: 'open' }), {
      start: () => void this.start(),
      undo: () => this.undo(),
      logout: () => void this.logout(),
    }),
    store: openThisTab(),
    scriptService: FranceConnectPrefillElement.service,
    words: createWords('fr'),
  }
  #connection: AbortController | undefined

  connectedCallback(): void {
    this.#connection = new AbortController()
    this.#listen(this.#connection.signal)
    void load(this.#widget)
    void resume(this.#widget, this.#connection.signal)
  }

  disconnectedCallback(): void {
    this.#connection?.abort()
    this.#connection = undefined
  }

  attributeChangedCallback(): void {
    // Before it is connected, an element hears of each attribute it already has.
    if (this.#connection) void load(this.#widget)
  }

  /** Leaves for FranceConnect, as a click on the button does. */
  start(): Promise<void> {
    const elements = document.querySelectorAll<FranceConnectPrefillElement>('franceconnect-prefill')
    return start(this.#widget, () => [...elements].every((element) => keepDraft(element.#widget)))
  }

  /** Puts the form back as it was before the last fill, and takes the token out of it. */
  undo(): void {
    undo(this.#widget)
  }

  /** Leaves for the service's log-out, with nothing kept. */
  logout(): Promise<void> {
    return logOut(this.#widget)
  }

  #listen(signal: AbortSignal): void {
    const widget = this.#widget
    const onForm = (type: string, react: () => unknown) =>
      // From the document, for a form may come after the widget; before the page itself, which may take it away.
      document.addEventListener(type, ({ target }) => target === findForm(this) && react(), {
        signal,
        capture: true,
      })
    const forget = () => {
      if (!widget.store) return
      const owner = ownerOf(widget)
      forgetDraft(widget.store, location.href, owner)
      if (this.hasAttribute('remember')) return
      forgetToken(widget.store, owner.clientId)
      if (widget.supply) widget.supply.isOver = true
    }
    // `form.submit()` fires no `submit`, and a page that sends JSON may fire no `formdata`.
    onForm('submit', forget)
    // A page that reads its form before the draft is back in it (Contact Form 7 does, at load), or saves it as the citizen
    // leaves for FranceConnect, has submitted nothing.
    onForm('formdata', () => widget.isLeaving || (widget.waiting && forget()))
    onForm('reset', () => dropFill(widget))
    // Back from the browser's cache, the page is as it was left: busy.
    addEventListener('pageshow', ({ persisted }) => persisted && returnTo(widget), { signal })
    addEventListener('pagehide', () => leave(widget), { signal })
  }
}
