/** The form of a widget: that of its `for`, else the one around it, else the next one of the page. */
export function findForm(widget: HTMLElement): HTMLFormElement | undefined {
  const id = widget.getAttribute('for')
  if (id) {
    const named = document.getElementById(id)
    return named instanceof HTMLFormElement ? named : undefined
  }
  const following = (form: Node) =>
    widget.compareDocumentPosition(form) & Node.DOCUMENT_POSITION_FOLLOWING
  return widget.closest('form') ?? Array.from(document.forms).find(following)
}

/** Waits for the form of a widget, which may be made after it; ends empty-handed with the signal. */
export function whenForm(
  widget: HTMLElement,
  signal: AbortSignal,
): Promise<HTMLFormElement | undefined> {
  const found = findForm(widget)
  if (found || signal.aborted) return Promise.resolve(found)
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => settle(findForm(widget)))
    const settle = (form: HTMLFormElement | undefined) => {
      if (form === undefined && !signal.aborted) return
      observer.disconnect()
      resolve(form)
    }
    observer.observe(document, { childList: true, subtree: true, attributeFilter: ['id'] })
    signal.addEventListener('abort', () => settle(undefined))
  })
}
