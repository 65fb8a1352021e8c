import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { snippetUnder } from '../support/doc-snippets.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const entriesOf = (folder: string) =>
  readdirSync(`${root}${folder}`).map((name) =>
    statSync(`${root}${folder}/${name}`).isDirectory() ? `${name}/` : name,
  )

test('when README.md draws the folders, then each is there, and all of src/ is drawn', () => {
  const lines = snippetUnder('README.md', 'How it works', '').trimEnd().split('\n')
  const drawn = (indent: number) =>
    lines.flatMap((line) => new RegExp(`^ {${indent}}([\\w.-]+/?)(?= {2}|$)`).exec(line)?.[1] ?? [])
  expect([...drawn(2)].sort()).toEqual(entriesOf('src').sort())
  expect(drawn(0).filter((name) => !entriesOf('.').includes(name))).toEqual([])
  expect(drawn(0).length + drawn(2).length).toBe(lines.length)
})
