import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The rows of the first table under a heading, cell by cell. */
export function rowsUnder(text: string, heading: string): string[][] {
  const section = text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const lines = section.split('\n').filter((line) => line.startsWith('| '))
  return lines.slice(1).flatMap((line) => {
    const cells = line.slice(2, -2).split(' | ')
    return cells.every((cell) => /^-+$/.test(cell)) ? [] : [cells]
  })
}

const shape = /^\[([\w-]+)\]\(\.\.\/(test\/\w+\/([\w-]+)\.test\.ts)\) “([^”]+)”$/

/** Whether a document names a test, `[file](../test/kind/file.test.ts) “title”`, that is there. */
export function isTest(named: string): boolean {
  const [, label, path = '', file, title] = shape.exec(named) ?? []
  if (label === undefined || label !== file || !existsSync(`${root}${path}`)) return false
  return readFileSync(`${root}${path}`, 'utf8').includes(`'${title}',`)
}
