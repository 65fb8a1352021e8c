import { LineCounter, parseDocument, type Document as YamlDocument } from 'yaml'
import type { z } from 'zod'
import { type ConfigurationMistake, printPath } from './mistakes.ts'

/** A YAML or JSON file, read: its value, and where each part of it stands. */
export interface ConfigurationDocument {
  readonly file: string
  readonly value: unknown
  mistake(path: readonly PropertyKey[], message: string): ConfigurationMistake
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

/**
 * Parses a configuration file. JSON is read as JSON, which is much faster, all else as YAML 1.2.
 * @returns the document, or its syntax mistakes
 */
export function readDocument(
  file: string,
  text: string,
): ConfigurationDocument | readonly ConfigurationMistake[] {
  const locate = (path: readonly PropertyKey[], message: string): ConfigurationMistake => {
    const lines = new LineCounter()
    const line = lineOf(parseDocument(text, { lineCounter: lines }), lines, path)
    return { where: file, ...(line !== undefined && { line }), path: printPath(path), message }
  }
  if (file.endsWith('.json')) {
    try {
      return { file, value: JSON.parse(text), mistake: locate }
    } catch (error) {
      return [{ where: file, message: `expected JSON: ${(error as Error).message}` }]
    }
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0)
    return document.errors.map(({ pos, message }) => ({
      where: file,
      line: lines.linePos(pos[0]).line,
      message: `expected YAML: ${message.split('\n')[0]}`,
    }))
  return { file, value: document.toJS(), mistake: locate }
}

/** Turns zod's issues into mistakes of a document; `prefix` is where the parsed value stands in it. */
export function issuesToMistakes(
  document: ConfigurationDocument,
  issues: readonly z.core.$ZodIssue[],
  prefix: readonly PropertyKey[] = [],
): ConfigurationMistake[] {
  return issues.map(({ path, message }) => document.mistake([...prefix, ...path], message))
}
