import { existsSync } from 'node:fs'
import { readDoc } from './doc-snippets.ts'
import { rowsUnder } from './named-tests.ts'

/** A page of the guide with plain spaces where French typography has no-break ones. */
export const guidePage = (name: string) => readDoc(`docs/guide/${name}`).replaceAll('\u00a0', ' ')

/** The rows of the first table under a heading of a page of the guide. */
export const guideRows = (name: string, heading: string) => rowsUnder(guidePage(name), heading)

/** Every word in code of a text. */
export const codesIn = (text: string) =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

const anchorsOf = (text: string) => [
  ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id),
  ...[...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  ),
]

/**
 * The links of a page to a file outside of the guide, or to a heading in one, that lead nowhere. Pages of the guide
 * that it names may be on their way.
 */
export function deadLinks(name: string): string[] {
  const links = [...readDoc(`docs/guide/${name}`).matchAll(/\]\((\.\.[^)]+)\)/g)]
  return links.flatMap(([, link = '']) => {
    const [path = '', anchor] = link.split('#')
    const target = new URL(path, `file:///docs/guide/${name}`).pathname.slice(1)
    if (!existsSync(new URL(`../../${target}`, import.meta.url))) return [link]
    return anchor === undefined || anchorsOf(readDoc(target)).includes(anchor) ? [] : [link]
  })
}
