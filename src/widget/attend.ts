import { controlsOf } from './control.ts'
import { restoreDraft } from './draft.ts'
import { fillIn } from './fill-in.ts'
import { watchForm } from './find-form.ts'
import { takeDraft } from './keep-draft.ts'
import { showSession, stay, type Widget } from './widget.ts'

/** Waits until the page's own scripts have run, so that their listeners hear what is put into the form. */
export function whenReady(): Promise<unknown> {
  return new Promise((resolve) => {
    if (document.readyState === 'complete') resolve(undefined)
    addEventListener('DOMContentLoaded', resolve)
    // A script that comes late has missed DOMContentLoaded.
    addEventListener('load', resolve)
  })
}

/**
 * Gives each control of the widget's form what is kept for it, as soon as it is there: what the citizen typed, then
 * what the form was filled with. Pages make forms late, in steps, and anew.
 * @param address that of the page the citizen left, or of this one
 */
export function attend(widget: Widget, signal: AbortSignal, address: string): void {
  watchForm(widget.host, signal, async (form) => {
    widget.waiting ??= takeDraft(widget, address)
    restoreDraft(controlsOf(form), widget.waiting)
    showSession(widget)
    // What a citizen changed in a step they come back to is never replaced.
    const filling = fillIn(widget, form, await widget.description, 'keep')
    if (filling?.filled.length || filling?.remaining.size) {
      stay(widget, filling.sentence, filling.remaining)
    }
  })
}
