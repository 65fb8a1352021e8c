import { clerkMessagesIn } from '../domain/clerk-messages-in.ts'
import { fillIn } from '../domain/fill-in.ts'
import { type Language, pickLanguage } from '../domain/languages.ts'
import { type Controls, findControls } from './controls.ts'
import { createView } from './create-view.ts'
import { createOwnService } from './own-service.ts'
import { type ReadKeyFile, readKeyFile } from './read-key-file.ts'
import { largestPaste } from './read-paste.ts'
import { readSheet } from './read-sheet.ts'

const textOf = (file: File) => file.text().catch(() => '')

async function openKeyFile(file: File): Promise<ReadKeyFile> {
  // readKeyFile would say the same, after reading all of it.
  if (file.size > largestPaste) return { refusal: 'unreadable_keys' }
  return readKeyFile(await textOf(file), file.name)
}

function createReader(controls: Controls, issuer: string, language: Language) {
  const messages = clerkMessagesIn(language)
  const service = createOwnService((...request) => fetch(...request))
  const { text, received, file, keys } = controls
  const view = createView(controls, language)
  // A file that is no key history stays chosen and refused: no check ever falls back to other keys unseen.
  let keyFile: Promise<ReadKeyFile | undefined> = Promise.resolve(undefined)

  const read = async (given: string) => {
    const isCurrent = view.begin()
    view.tell(messages.sheet.working)
    const chosen = await keyFile
    if (!isCurrent()) return
    if (chosen !== undefined && 'refusal' in chosen) return view.refuse(chosen.refusal)
    const receivedAt = received.value === '' ? undefined : new Date(received.value)
    const now = () => new Date()
    const options = { issuer, service, language, keyFile: chosen, receivedAt, now }
    const sheet = await readSheet(given, options)
    if (isCurrent()) view.show(sheet)
  }
  const readFiles = async ([only, ...others]: readonly File[]) => {
    if (only === undefined) return
    if (others.length > 0) return view.refuse('several_files')
    if (only.size > largestPaste) return view.refuse('too_large')
    const isCurrent = view.begin()
    const given = await textOf(only)
    if (!isCurrent()) return
    text.value = given
    await read(given)
  }
  const chooseKeys = async (given: File | undefined) => {
    const isCurrent = view.begin()
    keyFile = given === undefined ? Promise.resolve(undefined) : openKeyFile(given)
    const chosen = await keyFile
    if (!isCurrent() || chosen === undefined) return
    if ('refusal' in chosen) return view.refuse(chosen.refusal)
    const count = String(chosen.keys.length)
    view.tell(fillIn(messages.sheet.keysLoaded, { file: chosen.name, count }))
  }
  const clear = () => {
    keyFile = Promise.resolve(undefined)
    text.value = received.value = file.value = keys.value = ''
    view.begin()
  }
  return { read, readFiles, chooseKeys, clear, refuse: view.refuse }
}

function listen(page: Document, controls: Controls, reader: ReturnType<typeof createReader>) {
  const { text, file, keys } = controls
  controls.reader.addEventListener('submit', (event) => {
    event.preventDefault()
    void reader.read(text.value)
  })
  file.addEventListener('change', () => void reader.readFiles([...(file.files ?? [])]))
  keys.addEventListener('change', () => void reader.chooseKeys(keys.files?.[0]))
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
