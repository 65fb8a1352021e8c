import { type Block, partsOf, type RegisterEntry } from './register-document.ts'

const escaped = (text: string) => text.replaceAll(/[\\*_[\]<>|#~]/g, (mark) => `\\${mark}`)

// A table's cells end at a bar even inside of code (GitHub Flavored Markdown §4.10).
const setCode = (text: string) => `\`${text.replaceAll('|', '\\|')}\``

const print = (text: string) =>
  partsOf(text)
    .map((part, index) => (index % 2 === 0 ? escaped(part) : setCode(part)))
    .join('')

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

function printBlock(block: Block): string {
  if ('paragraph' in block) return print(block.paragraph)
  if ('list' in block) return block.list.map((item) => `- ${print(item)}`).join('\n')
  const head = block.head ?? block.rows[0]?.map(() => '') ?? []
  return [head.map(print), head.map(() => '---'), ...block.rows.map((row) => row.map(print))]
    .map(line)
    .join('\n')
}

/** Writes the register as Markdown. */
export function printMarkdown(title: string, entries: readonly RegisterEntry[]): string {
  const parts = entries.flatMap((entry) => [
    `## ${print(entry.title)}`,
    ...entry.sections.flatMap((section) => [
      `### ${print(section.title)}`,
      ...section.blocks.map(printBlock),
    ]),
  ])
  return `${[`# ${print(title)}`, ...parts].join('\n\n')}\n`
}
