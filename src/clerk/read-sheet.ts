import type { PublishedKey } from '../domain/published-key.ts'
import { composeRefusal, composeSheet, type Sheet } from './compose-sheet.ts'
import { type ExamineOptions, examine } from './examine.ts'
import { fingerprint } from './fingerprint.ts'
import { readPaste } from './read-paste.ts'

/** What became of a text: a sheet to show, or keys to keep for the next one. */
export type ReadText = { readonly sheet: Sheet } | { readonly keys: readonly PublishedKey[] }

/** From what was pasted or dropped to what the clerk reads. Takes any text and never throws. */
export async function readSheet(text: string, options: ExamineOptions): Promise<ReadText> {
  const { language } = options
  const paste = readPaste(text)
  if ('keys' in paste) return paste
  if ('refusal' in paste) return { sheet: composeRefusal(paste.refusal, language) }
  // Browsers have it on https and on loopback only; without it a good token would look like a forged one.
  if (globalThis.crypto?.subtle === undefined)
    return { sheet: composeRefusal('no_cryptography', language) }
  const examined = await examine(paste.submission, options)
  if ('refusal' in examined) return { sheet: composeRefusal(examined.refusal, language) }
  const named = await fingerprint(paste.submission.token ?? text)
  return { sheet: composeSheet(examined, named, language) }
}
