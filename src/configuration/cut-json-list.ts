import type { ByteWindow } from './byte-window.ts'

/** One item of a list, as its file writes it; or what is wrong where the next one should stand. */
export type ListItem =
  | { readonly text: string; readonly line: number }
  | { readonly fault: string; readonly line: number }

const quote = 0x22
const comma = 0x2c
const backslash = 0x5c
const newline = 0x0a
const openObject = 0x7b
const closeObject = 0x7d
const openList = 0x5b
const closeList = 0x5d

/** @returns where an open string ends, after its closing quote; past the end where it does not */
function afterString(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1
  return at + 1
}

interface Cut {
  readonly at: number
  /** How many lines end in the item. */
  readonly lines: number
}

/** @returns where the item ends that the bytes begin with; undefined where its end is not among them */
function endOfItem(bytes: Buffer): Cut | undefined {
  let at = 0
  let depth = 0
  let lines = 0
  while (at < bytes.length) {
    const byte = bytes[at]
    if (byte === quote) {
      at = afterString(bytes, at + 1)
      continue
    }
    if (depth === 0 && (byte === comma || byte === closeList)) return { at, lines }
    if (byte === newline) lines += 1
    else if (byte === openObject || byte === openList) depth += 1
    else if (byte === closeObject || byte === closeList) depth -= 1
    at += 1
  }
  return undefined
}

function findEnd(window: ByteWindow): Cut | undefined {
  let end = endOfItem(window.bytes)
  while (end === undefined && window.grow()) end = endOfItem(window.bytes)
  return end
}

/** Whether a file holds a list, by its first byte that is no white space. */
export const beginsList = (byte: number | undefined) => byte === openList

/**
 * Cuts a JSON list into its items without reading it whole. What stands between two commas is given as it
 * is written, to be parsed: every list that JSON.parse takes is cut rightly, and of any other there is an item
 * that JSON.parse does not take, or a fault.
 * @param window a file from its opening bracket on
 */
export function* cutJsonList(window: ByteWindow): Generator<ListItem, void, undefined> {
  window.drop(1, 0)
  let isOver = window.next() === closeList
  if (isOver) window.drop(1, 0)
  while (!isOver) {
    window.next()
    const { line } = window
    const end = findEnd(window)
    if (end === undefined) return yield { fault: 'the file ends before its list does', line }
    isOver = window.bytes[end.at] === closeList
    const text = window.bytes.toString('utf8', 0, end.at)
    window.drop(end.at + 1, end.lines)
    yield { text, line }
  }
  if (window.next() !== undefined)
    yield { fault: 'expected nothing after the list', line: window.line }
}
