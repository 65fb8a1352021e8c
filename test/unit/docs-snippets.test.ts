import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { readDoc, type Snippet, snippetsOf } from '../support/doc-snippets.ts'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const pagesIn = (folder: string) =>
  readdirSync(at(folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`)
const pages = ['README.md', 'README.fr.md', ...pagesIn('docs'), ...pagesIn('docs/guide')]

/** A test's text, and that of the support files that it imports itself. */
function textOf(path: string): string {
  const own = readDoc(path)
  const imported = [...own.matchAll(/from '\.\.\/(support\/[\w/-]+\.ts)'/g)]
  // What reads the blocks of any page says nothing of this one.
  const support = imported.map(([, name = '']) => name).filter((name) => !/doc-snippets/.test(name))
  return [own, ...support.map((name) => readDoc(`test/${name}`))].join('\n')
}

/** Whether the test that a snippet names opens this page, and takes all its snippets or says this one's heading. */
function isRead(page: string, { ranBy, heading }: Snippet): boolean {
  if (ranBy === undefined || !existsSync(at(ranBy))) return false
  const text = textOf(ranBy)
  const name = page.replace(/^.*\//, '')
  const opensPage = new RegExp(`['"\`/}]${name}['"\`]`).test(text)
  return opensPage && (text.includes(heading) || text.includes('snippetsOf('))
}

test.each(pages)(
  'when %s shows a snippet, then it names the test that runs it, and that test reads it there',
  (page) => {
    // A diagram does nothing that could be run.
    const strangers = snippetsOf(page).filter(
      (snippet) => snippet.language !== 'mermaid' && !isRead(page, snippet),
    )
    expect(
      strangers.map(({ line, heading, ranBy }) => [`${page}:${line}`, heading, ranBy]),
    ).toEqual([])
  },
)
