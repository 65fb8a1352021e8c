import { LineCounter, parseDocument, type Document as YamlDocument } from 'yaml'
import type { z } from 'zod'
import { type ConfigurationMistake, printPath } from './mistakes.ts'

/** A YAML or JSON file, read: its value, and where each part of it stands. */
export interface ConfigurationDocument {
  readonly file: string
  readonly value: unknown
  /** @param at where to look for the line; the path itself by default */
  mistake(
    path: readonly PropertyKey[],
    message: string,
    at?: readonly PropertyKey[],
  ): ConfigurationMistake
}

// What is missing has no line: the nearest part around it that is there has one.
function lineOf(
  document: YamlDocument,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true)
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null
    if (Array.isArray(range)) return lines.linePos(range[0]).line
  }
  return undefined
}

function createLocator(
  where: string,
  lines: LineCounter,
  document: () => YamlDocument,
): ConfigurationDocument['mistake'] {
  return (path, message, at = path) => {
    const line = lineOf(document(), lines, at)
    return { where, ...(line !== undefined && { line }), path: printPath(path), message }
  }
}

/**
 * Parses a configuration file. JSON is read as JSON, which is much faster, all else as YAML 1.2.
 * @returns the document, or its syntax mistakes
 */
export function readDocument(
  file: string,
  text: string,
): ConfigurationDocument | readonly ConfigurationMistake[] {
  const lines = new LineCounter()
  const parse = () => parseDocument(text, { lineCounter: lines })
  if (file.endsWith('.json')) {
    try {
      // Lines are looked for when there is a mistake to tell, and then once.
      let parsed: YamlDocument | undefined
      const located = () => {
        parsed ??= parse()
        return parsed
      }
      return { file, value: JSON.parse(text), mistake: createLocator(file, lines, located) }
    } catch (error) {
      return [{ where: file, message: `expected JSON: ${(error as Error).message}` }]
    }
  }
  const document = parse()
  if (document.errors.length > 0)
    return document.errors.map(({ pos, message }) => ({
      where: file,
      line: lines.linePos(pos[0]).line,
      message: `expected YAML: ${message.split('\n')[0]}`,
    }))
  try {
    return { file, value: document.toJS(), mistake: createLocator(file, lines, () => document) }
  } catch (error) {
    return [{ where: file, message: `expected YAML: ${(error as Error).message}` }]
  }
}

/** What zod says of one place, in words for whoever wrote the file. */
export interface PlainIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
  /** Where to look for the line. */
  readonly at: readonly PropertyKey[]
}

/** Reads zod's issues: a wrong key says what a key is, an unknown one where it stands. */
export function plainIssues(issues: readonly z.core.$ZodIssue[]): PlainIssue[] {
  return issues.map((issue) => {
    const { path, message } = issue
    if (issue.code === 'invalid_key')
      return { path, message: issue.issues[0]?.message ?? message, at: path }
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
    return { path, message, at: [...path, ...unknown] }
  })
}
