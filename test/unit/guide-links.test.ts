import { existsSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { snippetsOf } from '../support/doc-snippets.ts'
import { deadLinks, guidePage } from '../support/guide.ts'

const pages = ['identites-de-test.md', 'bac-a-sable.md', 'production.md', 'questions.md'].filter(
  (name) => existsSync(new URL(`../../docs/guide/${name}`, import.meta.url)),
)

test.each(pages)(
  'when %s leads to another page of the documentation, then there is one',
  (name) => {
    expect(deadLinks(name)).toEqual([])
  },
)

test.each(pages)('when %s shows a block, then it names the test that runs it', (name) => {
  const blocks = snippetsOf(`docs/guide/${name}`)
  const unheld = blocks.filter(
    ({ ranBy }) => ranBy === undefined || !existsSync(new URL(`../../${ranBy}`, import.meta.url)),
  )
  expect(unheld.map(({ line }) => line)).toEqual([])
})

test.each(pages)(
  'when %s begins, then its first sentence says what the reader has at the end',
  (name) => {
    expect(guidePage(name)).toMatch(/^# .+\n\nÀ la fin de cette page, vous /)
  },
)
