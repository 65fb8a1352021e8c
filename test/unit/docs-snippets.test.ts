import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { readDoc, snippetsOf } from '../support/doc-snippets.ts'

const folder = fileURLToPath(new URL('../../docs/guide', import.meta.url))
const pages = readdirSync(folder).map((name) => `docs/guide/${name}`)

test.each(pages)(
  'when %s shows a snippet, then it names the test that runs it, and that test reads the page',
  (page) => {
    const strangers = snippetsOf(page).filter(({ ranBy }) => {
      if (
        ranBy === undefined ||
        !existsSync(fileURLToPath(new URL(`../../${ranBy}`, import.meta.url)))
      )
        return true
      return !readDoc(ranBy).includes(page)
    })
    expect(strangers.map(({ line, ranBy }) => `${page}:${line} ${ranBy}`)).toEqual([])
  },
)
