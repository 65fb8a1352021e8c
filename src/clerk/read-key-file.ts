import { calculateJwkThumbprint } from 'jose'
import type { Refusal } from '../domain/clerk-messages.ts'
import { type PublishedKey, readPublishedKeys } from '../domain/published-key.ts'
import { isKeyHistory } from './is-key-history.ts'
import { readJson } from './read-json.ts'
import { largestPaste } from './read-paste.ts'

/** A saved key history, for which the clerk who chose it vouches. */
export interface KeyFile {
  /** The file's name as it can be shown. */
  readonly name: string
  readonly keys: readonly PublishedKey[]
  /** The keys' thumbprints (RFC 7638), computed here: a `kid` is only what the file says. */
  readonly fingerprints: readonly string[]
}

export type ReadKeyFile = KeyFile | { readonly refusal: Refusal }

const longestName = 80

function showName(name: string): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
  return plain.length > longestName ? `${plain.slice(0, longestName)}…` : plain
}

/**
 * Reads what the clerk chose as the service's key history: that and nothing else, so that no submission can
 * pass for one. Takes any text and never throws.
 * @param name the file's
 */
export async function readKeyFile(text: string, name: string): Promise<ReadKeyFile> {
  if (text.length > largestPaste) return { refusal: 'unreadable_keys' }
  // Browsers have it on https and on loopback only.
  if (globalThis.crypto?.subtle === undefined) return { refusal: 'no_cryptography' }
  const read = readJson(text)
  const isHistory = 'value' in read && isKeyHistory(read.value)
  const keys = isHistory ? readPublishedKeys(read.value) : undefined
  if (keys === undefined) return { refusal: 'unreadable_keys' }
  const fingerprints = await Promise.all(keys.map((key) => calculateJwkThumbprint(key)))
  return { name: showName(name), keys, fingerprints }
}
