import { clerkMessagesIn } from '../domain/clerk-messages-in.ts'
import { fillIn } from '../domain/fill-in.ts'
import { pickLanguage } from '../domain/languages.ts'
import type { PublishedKey } from '../domain/published-key.ts'
import { composeRefusal, type Sheet } from './compose-sheet.ts'
import { type Controls, findControls } from './controls.ts'
import { drawSheet } from './draw-sheet.ts'
import { createOwnService } from './own-service.ts'
import { largestPaste } from './read-paste.ts'
import { readSheet } from './read-sheet.ts'

function createReader(controls: Controls, issuer: string, language: 'fr' | 'en') {
  const messages = clerkMessagesIn(language)
  const service = createOwnService((...request) => fetch(...request))
  const { text, received, files, status, result, print } = controls
  let keys: readonly PublishedKey[] | undefined
  let round = 0

  const show = (sheet: Sheet) => {
    const [heading, ...rest] = drawSheet(sheet, messages)
    result.dataset.tone = sheet.tone
    result.replaceChildren(heading, ...rest)
    result.hidden = print.hidden = false
    status.textContent = ''
    heading.focus()
  }
  const hide = () => {
    round += 1
    result.replaceChildren()
    result.hidden = print.hidden = true
    status.textContent = ''
  }
  const refuse = (refusal: 'too_large') => {
    hide()
    show(composeRefusal(refusal, language))
  }
  const read = async (given: string) => {
    hide()
    const mine = round
    status.textContent = messages.sheet.working
    const receivedAt = received.value === '' ? undefined : new Date(received.value)
    const now = () => new Date()
    const options = { issuer, service, language, keys, receivedAt, now }
    const outcome = await readSheet(given, options)
    // Another text was given meanwhile.
    if (mine !== round) return
    if ('sheet' in outcome) return show(outcome.sheet)
    keys = outcome.keys
    const count = String(keys.length)
    status.textContent = fillIn(messages.sheet.keysLoaded, { count })
  }
  const readFiles = async (chosen: readonly File[]) => {
    if (chosen.some(({ size }) => size > largestPaste)) return refuse('too_large')
    for (const file of chosen) {
      const given = await file.text().catch(() => '')
      const before = keys
      await read(given)
      if (keys === before) text.value = given
    }
  }
  const clear = () => {
    keys = undefined
    text.value = received.value = files.value = ''
    hide()
  }
  return { read, readFiles, refuse, clear }
}

function listen(page: Document, controls: Controls, reader: ReturnType<typeof createReader>) {
  const { text, files } = controls
  controls.reader.addEventListener('submit', (event) => {
    event.preventDefault()
    void reader.read(text.value)
  })
  files.addEventListener('change', () => void reader.readFiles([...(files.files ?? [])]))
  controls.clear.addEventListener('click', () => {
    reader.clear()
    text.focus()
  })
  controls.print.addEventListener('click', () => window.print())
  text.addEventListener('paste', (event) => {
    const pasted = event.clipboardData?.getData('text/plain') ?? ''
    if (pasted.length <= largestPaste) return
    // A text area takes seconds to lay out what nobody will read.
    event.preventDefault()
    reader.refuse('too_large')
  })
  page.addEventListener('dragover', (event) => event.preventDefault())
  page.addEventListener('drop', (event) => {
    const dropped = [...(event.dataTransfer?.files ?? [])]
    if (dropped.length === 0) return
    event.preventDefault()
    void reader.readFiles(dropped)
  })
  // The next person at this computer finds nothing behind the back button.
  window.addEventListener('pagehide', () => reader.clear())
}

/** Brings the page to life: what it says without a script goes, the form comes. */
export function startReader(page: Document): void {
  const controls = findControls(page)
  const language = pickLanguage(page.documentElement.lang) ?? 'fr'
  const reader = createReader(controls, controls.reader.dataset.issuer ?? '', language)
  listen(page, controls, reader)
  controls.without.hidden = true
  controls.reader.hidden = false
}
