import type { Language } from '../../domain/languages.ts'
import { type Html, html } from '../../http/html.ts'
import { type Block, partsOf, type RegisterEntry } from './register-document.ts'

const print = (text: string): Html[] =>
  partsOf(text).map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`))

const cells = (row: readonly string[]) => row.map((cell) => html`<td>${print(cell)}</td>`)

function printTable({ head, rows }: Extract<Block, { readonly rows: unknown }>): Html {
  // Without a head the first cell of each row says what the row is about.
  if (head === undefined)
    return html`<table>${rows.map(
      ([name = '', ...others]) =>
        html`\n<tr><th scope="row">${print(name)}</th>${cells(others)}</tr>`,
    )}\n</table>`
  return html`<table>
<tr>${head.map((name) => html`<th scope="col">${print(name)}</th>`)}</tr>${rows.map(
    (row) => html`\n<tr>${cells(row)}</tr>`,
  )}
</table>`
}

function printBlock(block: Block): Html {
  if ('paragraph' in block) return html`\n<p>${print(block.paragraph)}</p>`
  if ('list' in block)
    return html`\n<ul>${block.list.map((item) => html`\n<li>${print(item)}</li>`)}\n</ul>`
  return html`\n${printTable(block)}`
}

const style = `body{font-family:sans-serif;line-height:1.5;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{border:1px solid;padding:.3rem .5rem;text-align:left;vertical-align:top}
@media print{h2{break-before:page}}`

/** Writes the register as one page of HTML that needs nothing else. */
export function printHtml(
  title: string,
  entries: readonly RegisterEntry[],
  language: Language,
): string {
  const printed = entries.map(
    (entry) => html`
<h2>${print(entry.title)}</h2>${entry.sections.map(
      (section) => html`\n<h3>${print(section.title)}</h3>${section.blocks.map(printBlock)}`,
    )}`,
  )
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
${{ markup: style }}
</style>
</head>
<body>
<h1>${title}</h1>${printed}
</body>
</html>
`.markup
}
