import { Composer, type CST, Lexer, LineCounter, Parser } from 'yaml'
import { type ConfigurationDocument, createLocator, type LocatedYaml } from './document.ts'
import type { ConfigurationMistake } from './mistakes.ts'

/** A value of a file, what is wrong there, or nothing yet: whoever reads may do something else meanwhile. */
export type ReadStep = ConfigurationDocument | ConfigurationMistake | undefined

// What the parser quotes of the file may be a secret.
const plain = (message: string) =>
  message.replace(/(?<! ): .*$/s, '').replace(/(escape sequence).*$/s, '$1')

interface Tokens {
  readonly file: string
  readonly lines: LineCounter
  readonly tokens: readonly CST.Token[]
  /** Those of the items where the file is one list that can be taken apart. */
  readonly items: CST.BlockSequence['items'] | undefined
}

// An anchor of one item may be meant in another, and a directive concerns all of the file.
const concernsAll = (lexeme: string) => /^[&*%]/.test(lexeme)

function itemsOf(tokens: readonly CST.Token[]): Tokens['items'] {
  const [only, ...others] = tokens.filter(({ type }) => type !== 'comment' && type !== 'newline')
  if (others.length > 0 || only?.type !== 'document' || only.value?.type !== 'block-seq')
    return undefined
  const { items } = only.value
  const isPlain = items.every(({ start }) => start.every(({ type }) => type !== 'tag'))
  return isPlain ? items : undefined
}

function* tokenise(file: string, text: string): Generator<undefined, Tokens> {
  const lines = new LineCounter()
  lines.addNewLine(0)
  const parser = new Parser(lines.addNewLine)
  const tokens: CST.Token[] = []
  let isWhole = false
  for (const lexeme of new Lexer().lex(text)) {
    isWhole ||= concernsAll(lexeme)
    tokens.push(...parser.next(lexeme))
    yield
  }
  tokens.push(...parser.end())
  return { file, lines, tokens, items: isWhole ? undefined : itemsOf(tokens) }
}

interface Composed extends LocatedYaml {
  readonly mistakes: readonly ConfigurationMistake[]
}

function compose({ file, lines }: Tokens, tokens: readonly CST.Token[], end: number): Composed {
  const [document, second] = new Composer({ prettyErrors: false }).compose(tokens, true, end)
  if (document === undefined) throw new TypeError('expected a document')
  const faults = document.errors.map(({ pos, message }) => ({
    at: pos[0],
    message: plain(message),
  }))
  if (second !== undefined) faults.push({ at: second.range[0], message: 'one document only' })
  const mistakes = faults.map(({ at, message }) => ({
    where: file,
    line: lines.linePos(at).line,
    message: `expected YAML: ${message}`,
  }))
  return { document, lines, mistakes }
}

function readValue({ document }: LocatedYaml): { readonly value: unknown } | { fault: string } {
  try {
    return { value: document.toJS() }
  } catch (error) {
    return { fault: plain((error as Error).message) }
  }
}

/** The one value of a document, or those of its list. */
function* whole({ file }: Tokens, composed: Composed): Generator<ReadStep> {
  const read = readValue(composed)
  if ('fault' in read) return yield { where: file, message: `expected YAML: ${read.fault}` }
  if (!Array.isArray(read.value)) {
    const mistake = createLocator({ file, prefix: [], firstLine: 1 }, () => composed)
    return yield { file, prefix: [], value: read.value, mistake }
  }
  for (const [index, value] of (read.value as unknown[]).entries()) {
    const prefix = [index]
    const locate = createLocator({ file, prefix, firstLine: 1 }, () => composed)
    const mistake: ConfigurationDocument['mistake'] = (path, message, at = path) =>
      locate(path, message, [...prefix, ...at])
    yield { file, prefix, value, mistake }
  }
}

/** The items of a list, each composed by itself. */
function* apart(tokens: Tokens, items: NonNullable<Tokens['items']>): Generator<ReadStep> {
  const { file } = tokens
  for (const [index, { start, value }] of items.entries()) {
    const offset = value?.offset ?? start.at(-1)?.offset ?? 0
    const token: CST.Document = { type: 'document', offset, start: [] }
    if (value !== undefined) token.value = value
    const composed = compose(tokens, [token], offset)
    yield* composed.mistakes
    if (composed.mistakes.length > 0) continue
    const read = readValue(composed)
    if ('fault' in read) yield { where: file, message: `expected YAML: ${read.fault}` }
    else {
      const prefix = [index]
      const mistake = createLocator({ file, prefix, firstLine: 1 }, () => composed)
      yield { file, prefix, value: read.value, mistake }
    }
  }
}

/**
 * Parses a YAML 1.2 file: its one value, or the items of the list that it holds one after the other, so that
 * a long list is not composed in one go (one with anchors is).
 */
export function* readYaml(file: string, text: string): Generator<ReadStep> {
  const tokens = yield* tokenise(file, text)
  if (tokens.items !== undefined) return yield* apart(tokens, tokens.items)
  const composed = compose(tokens, tokens.tokens, text.length)
  yield* composed.mistakes
  if (composed.mistakes.length === 0) yield* whole(tokens, composed)
}
