import { existsSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { readDoc, snippetsOf } from '../support/doc-snippets.ts'
import { expectedWalk, walkServerGuide } from '../support/guide-server.ts'
import { rowsUnder } from '../support/named-tests.ts'

const guide = 'docs/guide/serveur.md'
const root = new URL('../../', import.meta.url)

test('when the guide is followed with the example in Node, then a submission is filed with its verdict', async () => {
  expect(await walkServerGuide('Node')).toEqual(expectedWalk())
}, 120_000)

test('when the guide has a block, then the test file that runs it is there', () => {
  const unrun = snippetsOf(guide).filter(
    ({ ranBy }) => ranBy === undefined || !existsSync(new URL(ranBy, root)),
  )
  expect(unrun).toEqual([])
})

test('when the guide names a function of the examples, then they have it', () => {
  const sources = [['login.php', 'login.py'], ['Login.java'], ['login.mjs']].map((files) =>
    files.map((file) => readDoc(`docs/clients/${file}`)).join('\n'),
  )
  const rows = rowsUnder(readDoc(guide), '6. Ce que fait l’exemple')
  expect(rows).toHaveLength(7)
  for (const [, , ...cells] of rows)
    for (const [index, cell] of cells.entries())
      for (const [, name] of cell.matchAll(/`(\w+)`/g)) {
        const isDefined = new RegExp(`(def|function|private static \\w+) ${name}\\(`)
        expect([name, isDefined.test(sources[index] ?? '')]).toEqual([name, true])
      }
})
