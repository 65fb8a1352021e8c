import type { FormDescription } from '../domain/form-description.ts'
import { drawMark } from './mark.ts'
import { type Readiness, readinessOf } from './readiness.ts'
import { fetchDescription } from './service.ts'
import { ownerOf, showSession, type Widget } from './widget.ts'
import { createWords, languageOf, type Words } from './words.ts'

/** Whether a trip can start from the page as it is now. */
export async function readinessNow(widget: Widget): Promise<Readiness> {
  const wanted = widget.host.getAttribute('redirect-uri') || undefined
  const page = { ...ownerOf(widget), address: location.href, wanted }
  return readinessOf(page, await widget.description, widget.words)
}

function speak(widget: Widget, words: Words): void {
  widget.words = words
  widget.area.speak(words)
  showSession(widget)
}

/** Paints the button with the bundled words, then asks the service about the form and says what it will give. */
export async function load(widget: Widget): Promise<void> {
  const { area, host, store } = widget
  const lang = languageOf(host.closest('[lang]')?.getAttribute('lang'))
  const { service, clientId } = ownerOf(widget)
  const name = `form:${service}:${clientId}:${lang}`
  const asking = fetchDescription(service, clientId, lang).then(
    (description) => {
      store?.write(name, description)
      return description
    },
    // A service that answered before the trip may miss a beat after it.
    () => store?.read(name) as FormDescription | undefined,
  )
  speak(widget, createWords(lang))
  void drawMark(area.mark, service)
  widget.description = asking.then((description) => {
    speak(widget, createWords(lang, description))
    return description
  })
  const ready = await readinessNow(widget)
  const description = await widget.description
  area.showProblem(description ? (ready.problem ?? '') : widget.words.say('unavailable'))
}
