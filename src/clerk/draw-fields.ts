import type { ClerkMessages } from '../domain/clerk-messages.ts'
import type { Sheet } from './compose-sheet.ts'
import { element, foreign } from './dom.ts'
import type { FieldRow } from './field-rows.ts'

type Column = readonly [heading: string, read: (row: FieldRow) => string]

function columnsOf({ sheet }: ClerkMessages, isJudged: boolean): Column[] {
  const judged: Column[] = [
    [sheet.submitted, ({ submitted }) => submitted ?? ''],
    [sheet.verdict, ({ verdict }) => verdict ?? ''],
  ]
  return [
    [sheet.value, ({ value }) => value],
    ...(isJudged ? judged : []),
    [sheet.origin, ({ origin }) => origin],
    [sheet.assurance, ({ assurance, lock }) => `${assurance}\n${lock}`.trim()],
  ]
}

// Roles are written out because a narrow screen shows the rows as blocks, which takes the implied ones away.
function drawRow(row: FieldRow, columns: readonly Column[]): HTMLElement {
  const head = element('th', { scope: 'row', role: 'rowheader' }, foreign(row.label))
  const cells = columns.map(([heading, read]) =>
    element('td', { role: 'cell', 'data-label': heading }, foreign(read(row))),
  )
  const marks = { role: 'row', 'data-field': row.name, 'data-mark': row.mark }
  return element('tr', marks, head, ...cells)
}

/** The table of fields. */
export function drawFields({ fields, isJudged }: Sheet, messages: ClerkMessages): HTMLElement {
  const columns = columnsOf(messages, isJudged)
  const headings = [messages.sheet.field, ...columns.map(([heading]) => heading)]
  const head = element(
    'tr',
    { role: 'row' },
    ...headings.map((text) => element('th', { scope: 'col', role: 'columnheader' }, text)),
  )
  const body = fields.map((row) => drawRow(row, columns))
  return element(
    'table',
    { role: 'table' },
    element('thead', { role: 'rowgroup' }, head),
    element('tbody', { role: 'rowgroup' }, ...body),
  )
}
