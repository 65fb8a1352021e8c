import { arrive } from './arrive.ts'
import type { Filling } from './fill.ts'
import { type FillIn, fillIn } from './fill-in.ts'
import { whenForm } from './find-form.ts'
import { firstLeft } from './first-left.ts'
import { bringDraftBack, draftName } from './keep-draft.ts'
import { dropFill, logIn } from './log-out.ts'
import { emptyEnd, filledEnd, type PrefillEnd } from './prefill-end.ts'
import { redeemCode } from './service.ts'
import { keepToken } from './session.ts'
import type { Trip } from './trip.ts'
import { stay, tell, type Widget } from './widget.ts'

const formTimeoutMs = 15_000

/** Waits until the page's own scripts have run, so that their listeners hear the events of a return. */
function whenReady(): Promise<unknown> {
  return new Promise((resolve) => {
    if (document.readyState === 'complete') resolve(undefined)
    addEventListener('DOMContentLoaded', resolve)
    // A script that comes late has missed DOMContentLoaded.
    addEventListener('load', resolve)
  })
}

/** Fills the form and shows how to undo it. */
export async function fill(
  widget: Widget,
  given: Pick<FillIn, 'form' | 'claims' | 'prefillToken'>,
  merge: 'keep' | 'replace',
): Promise<ReturnType<typeof fillIn>> {
  const description = await widget.description
  // The form brings words of its own: not those from before the wait.
  const { host, words } = widget
  dropFill(widget)
  const isStep = host.hasAttribute('remember')
  const filling = fillIn({ ...given, description, options: { words, merge }, isStep })
  widget.undoFill = filling.undo
  widget.refill = () => void fill(widget, given, 'keep')
  widget.area.showSession(widget.session?.displayName, true)
  for (const name of filling.filled) tell(widget, 'prefill-field', { name })
  return filling
}

/** Ends a trip that has come back: puts the draft back whatever happened, fills, and tells the page once. */
export async function comeBack(widget: Widget, trip: Trip): Promise<void> {
  const { host, area, store } = widget
  const end = (outcome: PrefillEnd, sentence: string, left?: Filling['left']) => {
    stay(widget, sentence || widget.words.say('unavailable'), left)
    tell(widget, 'prefill-end', outcome)
  }
  area.setBusy(true)
  const arriving = arrive(trip, redeemCode)
  const form = await whenForm(host, AbortSignal.timeout(formTimeoutMs))
  if (form && store) bringDraftBack(store, draftName(trip.address, trip), form)
  const arrival = await arriving
  await widget.description
  await whenReady()
  const { words } = widget
  if ('outcome' in arrival) {
    const { outcome, code } = arrival
    const key = code === 'untrusted_return' ? 'notRecognised' : (`error.${code}` as const)
    return end(emptyEnd(outcome, code), words.say(key) || words.say(outcome))
  }
  const { claims, idToken, displayName, prefillToken } = arrival
  logIn(widget, { idToken, displayName })
  if (store && host.hasAttribute('remember')) keepToken(store, trip.clientId, prefillToken)
  if (!form) return end(emptyEnd('failed', 'form_not_found'), words.say('noForm'))
  const merge = host.getAttribute('merge') === 'replace' ? 'replace' : 'keep'
  const filling = await fill(widget, { form, claims, prefillToken }, merge)
  // Said first: a screen reader drops what is announced after a move of the focus.
  const { sentence, left } = filling
  end(filledEnd(filling.filled, filling.missing), sentence, left)
  firstLeft(form, filling.left)?.focus()
}
