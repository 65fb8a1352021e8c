import { readFileSync } from 'node:fs'

/** A fenced block of a page of the documentation. */
export interface Snippet {
  /** `html`, `yaml`, `sh`…; empty where the page does not say. */
  readonly language: string
  readonly text: string
  /** Where the block begins. */
  readonly line: number
  /** The nearest heading above it. */
  readonly heading: string
  /** The test file that the comment just above it names; undefined where there is none. */
  readonly ranBy: string | undefined
}

const root = new URL('../../', import.meta.url)

/** The text of a file of the project, by its path from the root. */
export const readDoc = (path: string) => readFileSync(new URL(path, root), 'utf8')

/** Every fenced block of a page, in its order; the indentation of a list is taken away. */
export function snippetsOf(path: string): Snippet[] {
  const lines = readDoc(path).split('\n')
  const snippets: Snippet[] = []
  let heading = ''
  for (let index = 0; index < lines.length; index++) {
    heading = /^#+ (.*)$/.exec(lines[index] ?? '')?.[1] ?? heading
    const [, indent = '', language] = /^( *)```(\S*)/.exec(lines[index] ?? '') ?? []
    if (language === undefined) continue
    const line = index + 1
    const end = lines.indexOf(`${indent}\`\`\``, line)
    const text = lines.slice(line, end).map((one) => one.slice(indent.length))
    const ranBy = /^ *<!-- run by (\S+) -->$/.exec(lines[index - 1] ?? '')?.[1]
    snippets.push({ language, text: `${text.join('\n')}\n`, line, heading, ranBy })
    index = end
  }
  return snippets
}

/**
 * The one block of a page of that language under that heading.
 * @throws when there is none, or several
 */
export function snippetUnder(path: string, heading: string, language: string): string {
  const found = snippetsOf(path).filter(
    (snippet) => snippet.heading === heading && snippet.language === language,
  )
  const [only, ...more] = found
  if (only === undefined || more.length > 0)
    throw new Error(`${path}: ${found.length} blocks of ${language} under "${heading}"`)
  return only.text
}
