import type { Refusal } from '../domain/clerk-messages.ts'

const deepest = 32

// Brackets inside a text do not count. One pass over the characters, before any parser runs.
function isTooDeep(text: string): boolean {
  let depth = 0
  let isInText = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (character === '\\') index += 1
    else if (character === '"') isInText = !isInText
    else if (!isInText && (character === '{' || character === '[')) depth += 1
    else if (!isInText && (character === '}' || character === ']')) depth -= 1
    if (depth > deepest) return true
  }
  return false
}

/** A value read from JSON, or why it was not read. */
export type ReadJson = { readonly value: unknown } | { readonly refusal: Refusal }

/** Parses JSON that is at most 32 levels deep, so that whoever walks it may recurse. Never throws. */
export function readJson(text: string): ReadJson {
  if (isTooDeep(text)) return { refusal: 'too_deep' }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { refusal: 'unreadable' }
  }
}
