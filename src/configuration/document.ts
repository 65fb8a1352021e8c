import { LineCounter, parseDocument, type Document as YamlDocument } from 'yaml'
import type { z } from 'zod'
import { type ConfigurationMistake, printPath } from './mistakes.ts'

/** A configuration file, or one item of the list that it holds: its value, and where each part of it stands. */
export interface ConfigurationDocument {
  readonly file: string
  /** Where the value stands in its file: a file may hold a list. */
  readonly prefix: readonly PropertyKey[]
  readonly value: unknown
  /** @param at where to look for the line; the path itself by default. Both begin at the value. */
  mistake(
    path: readonly PropertyKey[],
    message: string,
    at?: readonly PropertyKey[],
  ): ConfigurationMistake
}

/** Where a text stands: in which file, at which place, and from which line on. */
export interface TextPlace {
  readonly file: string
  readonly prefix: readonly PropertyKey[]
  readonly firstLine: number
}

/** A parsed YAML document, with what tells the lines of its parts. */
export interface LocatedYaml {
  readonly document: YamlDocument
  readonly lines: LineCounter
}

// What is missing has no line: the nearest part around it that is there has one.
function lineOf({ document, lines }: LocatedYaml, path: readonly PropertyKey[], shortest: 0 | 1) {
  for (let length = path.length; length >= shortest; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null
    if (Array.isArray(range)) return lines.linePos(range[0]).line
  }
  return undefined
}

/** Makes what tells mistakes of a value with their lines. @param located called when the first one is told */
export function createLocator(
  { file, prefix, firstLine }: TextPlace,
  located: () => LocatedYaml,
): ConfigurationDocument['mistake'] {
  return (path, message, at = path) => {
    // Of a whole file there is nothing to say with a line; an item of a list has one.
    const found = lineOf(located(), at, prefix.length === 0 ? 1 : 0)
    const line = found === undefined ? undefined : found + firstLine - 1
    const whole = printPath([...prefix, ...path])
    return { where: file, ...(line !== undefined && { line }), path: whole, message }
  }
}

/** Parses YAML 1.2 for its lines as well as for its value. */
export function parseLocated(text: string): LocatedYaml {
  const lines = new LineCounter()
  return { document: parseDocument(text, { lineCounter: lines, prettyErrors: false }), lines }
}

// What V8 quotes of the text may be a secret. Its position, where it gives one, is worth a line.
function jsonMistake({ file, firstLine }: TextPlace, text: string, error: unknown) {
  const told = (error as Error).message
  const position = /at position (\d+)/.exec(told)?.[1]
  const before = text.slice(0, Number(position ?? 0)).split('\n').length - 1
  const message = told.replace(/, (\.\.\.)?".*$/s, '').replace(/ in JSON at position.*$/s, '')
  return { where: file, line: firstLine + before, message: `expected JSON: ${message}` }
}

/** Reads JSON. Its lines are looked for when there is a mistake to tell, and then once. @returns the document, or what is wrong with it */
export function readJson(
  place: TextPlace,
  text: string,
): ConfigurationDocument | ConfigurationMistake {
  try {
    const value: unknown = JSON.parse(text)
    let parsed: LocatedYaml | undefined
    const located = () => {
      parsed ??= parseLocated(text)
      return parsed
    }
    return { ...place, value, mistake: createLocator(place, located) }
  } catch (error) {
    return jsonMistake(place, text, error)
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
