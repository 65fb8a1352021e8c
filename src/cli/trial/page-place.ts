import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { RegisteredUrl } from '../../domain/registered-url.ts'
import { TrialError } from './trial-error.ts'
import type { TrialMessages } from './trial-messages.ts'

/** A webmaster's page: a file, or an address that somebody serves. */
export type PagePlace =
  | { readonly kind: 'file'; readonly file: string; readonly folder: string; readonly path: string }
  | { readonly kind: 'address'; readonly url: string }

// As browsers write it: the registered address is compared character by character.
const pathOf = (name: string) => new URL(encodeURIComponent(name), 'http://localhost/').pathname

/** Finds the page that was named. @throws TrialError where there is none, or its address cannot be registered */
export function findPage(text: string, say: TrialMessages): PagePlace {
  if (/^https?:\/\//i.test(text)) {
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (url !== undefined) url.hash = ''
    const parsed = RegisteredUrl.safeParse(url?.href ?? text)
    if (parsed.success) return { kind: 'address', url: parsed.data }
    throw new TrialError(say.badAddress(text, parsed.error.issues[0]?.message ?? ''))
  }
  const file = resolve(text)
  if (!existsSync(file)) throw new TrialError(say.noFile(text))
  if (!statSync(file).isFile()) throw new TrialError(say.noPage(text))
  return { kind: 'file', file, folder: dirname(file), path: pathOf(basename(file)) }
}

/** Reads a page's text: UTF-8, or what French pages were written in before it. */
export function readPageFile(file: string): string {
  const bytes = readFileSync(file)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const patienceMilliseconds = 5000

/** Fetches a page that somebody serves. @returns undefined where it cannot be had */
export async function fetchPage(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMilliseconds) })
    return answer.ok ? await answer.text() : undefined
  } catch {
    return undefined
  }
}
