import { isBefore } from './dom.ts'

/** The form of a widget: that of its `for`, else the one around it, else the next one of the page. */
export function findForm(widget: HTMLElement): HTMLFormElement | undefined {
  const id = widget.getAttribute('for')
  if (id) return document.forms.namedItem(id) ?? undefined
  return widget.closest('form') ?? [...document.forms].find((form) => isBefore(widget, form))
}

/** Waits for the form of a widget, which may be made after it; ends empty-handed with the signal. */
export function whenForm(
  widget: HTMLElement,
  signal: AbortSignal,
): Promise<HTMLFormElement | undefined> {
  return new Promise((resolve) => {
    const look = () => {
      const form = findForm(widget)
      if (form === undefined && !signal.aborted) return
      observer.disconnect()
      resolve(form)
    }
    const observer = new MutationObserver(look)
    observer.observe(document, { childList: true, subtree: true, attributeFilter: ['id'] })
    signal.addEventListener('abort', look)
    look()
  })
}
