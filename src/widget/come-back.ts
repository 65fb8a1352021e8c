import { arrive } from './arrive.ts'
import { attend, whenReady } from './attend.ts'
import type { Filling } from './fill.ts'
import { fillIn } from './fill-in.ts'
import { findForm, watchForm } from './find-form.ts'
import { firstLeft } from './first-left.ts'
import { dropFill, logIn } from './log-out.ts'
import type { PrefillEnd } from './prefill-end.ts'
import { redeemCode } from './service.ts'
import { keepToken } from './session.ts'
import type { Trip } from './trip.ts'
import { newSupply, stay, tell, type Widget } from './widget.ts'

const formTimeoutMs = 15_000

/** Ends a trip that has come back: puts the draft back whatever happened, fills, and tells the page once. */
export async function comeBack(widget: Widget, trip: Trip, signal: AbortSignal): Promise<void> {
  const { host, area, store } = widget
  const end = (
    outcome: PrefillEnd['outcome'],
    code: string,
    sentence: string,
    { filled, missing, remaining }: Partial<Filling> = {},
  ) => {
    stay(widget, sentence || widget.words.say('unavailable'), remaining)
    const told: PrefillEnd = { outcome, code, filled: filled ?? [], missing: missing ?? [] }
    tell(widget, 'prefill-end', told)
  }
  area.setBusy(true)
  const arriving = arrive(trip, redeemCode)
  await whenReady()
  attend(widget, signal, trip.address)
  await new Promise<unknown>((resolve) => {
    watchForm(host, signal, resolve)
    setTimeout(resolve, formTimeoutMs)
  })
  const arrival = await arriving
  const description = await widget.description
  const { words } = widget
  if ('outcome' in arrival) {
    const { outcome, code } = arrival
    const key = code === 'untrusted_return' ? 'notRecognised' : (`error.${code}` as const)
    return end(outcome, code, words.say(key) || words.say(outcome))
  }
  const { idToken, displayName, prefillToken } = arrival
  logIn(widget, { idToken, displayName })
  if (store && host.hasAttribute('remember')) keepToken(store, trip.clientId, prefillToken)
  dropFill(widget)
  widget.supply = newSupply(prefillToken)
  const merge = host.getAttribute('merge') === 'replace' ? 'replace' : 'keep'
  const form = findForm(host)
  const filling = form && fillIn(widget, form, description, merge)
  if (!filling) return end('failed', 'form_not_found', words.say('noForm'))
  // Said first: a screen reader drops what is announced after a move of the focus.
  end(filling.missing.length ? 'partial' : 'complete', 'ok', filling.sentence, filling)
  firstLeft(form, filling.remaining)?.focus()
}
