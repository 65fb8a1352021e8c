import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { readDoc } from '../support/doc-snippets.ts'
import { rowsUnder } from '../support/named-tests.ts'

const pagesIn = (folder: string) =>
  readdirSync(fileURLToPath(new URL(`../../${folder}`, import.meta.url)))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()

const linksIn = (text: string) =>
  [...text.matchAll(/\]\(([\w./-]+\.md)[)#]/g)].map(([, to = '']) => to)

test('when there is a page of documentation, then the front page says its one job', () => {
  const rows = rowsUnder(readDoc('docs/README.md'), 'Every page, and its one job')
  const told = rows.flatMap(([page = '']) => linksIn(page))
  expect(told.filter((page) => page !== 'guide/README.md').sort()).toEqual(pagesIn('docs'))
  for (const [page, answers] of rows)
    expect([page, answers]).toEqual([page, expect.stringMatching(/\?$/)])
})

test('when there is a page of the guide, then its front page leads there', () => {
  const links = linksIn(readDoc('docs/guide/README.md')).filter((to) => !to.startsWith('..'))
  expect([...new Set(links)].sort()).toEqual(pagesIn('docs/guide'))
})

test('when somebody comes by the README of either language, then it leads to the front page', () => {
  expect(readDoc('README.md')).toContain('](docs/README.md)')
  expect(readDoc('README.fr.md')).toContain('](docs/guide/README.md)')
})
