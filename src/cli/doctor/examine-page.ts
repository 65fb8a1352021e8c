import { readFileSync } from 'node:fs'
import { readPage } from '../page/read-page.ts'
import { find } from './finding.ts'
import { type JudgedPage, judgePage } from './page/judge-page.ts'
import type { PageSurroundings } from './page/pair-forms.ts'

const mostBytes = 10 * 1024 * 1024

/** Reads and judges the page of a form. */
export async function examinePage(surroundings: PageSurroundings): Promise<JudgedPage> {
  const { file } = surroundings
  const unreadable = (reason: string) => ({
    findings: [find('unreadable-page', { where: file }, `cannot be read: ${reason}`)],
    plans: [],
  })
  let html: string
  try {
    html = readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    return unreadable(code)
  }
  if (html.length > mostBytes) return unreadable('it is longer than 10 MiB')
  // The service never reads a page, and never loads what reads one.
  const { parse } = await import('parse5')
  return judgePage(readPage(html, parse), surroundings)
}
