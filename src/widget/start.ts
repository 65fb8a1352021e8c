import { readinessNow } from './load.ts'
import { challengeOf, randomToken } from './pkce.ts'
import { authorizeAddress } from './service.ts'
import { keepTrip } from './trip.ts'
import { ownerOf, stay, tell, type Widget } from './widget.ts'

/**
 * Leaves for FranceConnect, at the top level (it forbids pop-ups and frames), with everything kept that
 * the return needs; where it cannot be kept, stays and says so: the return could not be recognised.
 * @param keepDrafts keeps what is typed in every form of the page that has a widget; false where it cannot.
 */
export async function start(widget: Widget, keepDrafts: () => boolean): Promise<void> {
  if (widget.isLeaving) return
  const { store, host, area } = widget
  widget.isLeaving = true
  area.setBusy(true)
  const ready = await readinessNow(widget)
  const refuse = (key: 'noStorage' | 'insecurePage') =>
    stay(widget, widget.words.say(key) || widget.words.say('unavailable'))
  if (!store) return refuse('noStorage')
  if (!isSecureContext) return refuse('insecurePage')
  if (ready.problem !== undefined) return stay(widget, ready.problem)
  if (!tell(widget, 'prefill-start', {}, true)) return stay(widget, '')
  const isKept = keepDrafts()
  const verifier = randomToken()
  const trip = {
    ...ownerOf(widget),
    ...ready,
    address: location.href,
    state: randomToken(),
    nonce: host.getAttribute('form-nonce') || randomToken(),
    verifier,
  }
  const challenge = await challengeOf(verifier)
  if (!isKept || !keepTrip(store, trip)) return refuse('noStorage')
  area.announce(widget.words.say('leaving'))
  location.assign(authorizeAddress(trip, challenge, widget.words.lang))
}
