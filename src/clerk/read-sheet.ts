import { composeRefusal, composeSheet, type Sheet } from './compose-sheet.ts'
import { type ExamineOptions, examine } from './examine.ts'
import { fingerprint } from './fingerprint.ts'
import { readPaste } from './read-paste.ts'

/** From what was pasted or dropped to what the clerk reads. Takes any text and never throws. */
export async function readSheet(text: string, options: ExamineOptions): Promise<Sheet> {
  const { language } = options
  const paste = readPaste(text)
  if ('refusal' in paste) return composeRefusal(paste.refusal, language)
  // Browsers have it on https and on loopback only; without it a good token would look like a forged one.
  if (globalThis.crypto?.subtle === undefined) return composeRefusal('no_cryptography', language)
  const examined = await examine(paste.submission, options)
  if ('refusal' in examined) return composeRefusal(examined.refusal, language)
  const named = await fingerprint(paste.submission.token ?? text)
  return composeSheet(examined, named, language)
}
