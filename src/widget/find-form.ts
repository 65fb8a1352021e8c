import { isBefore } from './dom.ts'

/** The form of a widget: that of its `for`, else the one around it, else the next one of the page. */
export function findForm(widget: HTMLElement): HTMLFormElement | undefined {
  const id = widget.getAttribute('for')
  if (id) return document.forms.namedItem(id) ?? undefined
  return widget.closest('form') ?? [...document.forms].find((form) => isBefore(widget, form))
}

/**
 * Hands the form of a widget over, once it has inputs, now and whenever the page's tree changes, until the signal.
 */
export function watchForm(
  widget: HTMLElement,
  signal: AbortSignal,
  use: (form: HTMLFormElement) => unknown,
): void {
  const look = () => {
    const form = findForm(widget)
    if (form?.length) use(form)
  }
  const observer = new MutationObserver(look)
  observer.observe(document, { childList: true, subtree: true, attributeFilter: ['id'] })
  signal.addEventListener('abort', () => observer.disconnect())
  look()
}
