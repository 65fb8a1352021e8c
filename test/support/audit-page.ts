import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, Result, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { layoutFaults, type Strain } from './layout-faults.ts'
import { settleContrast } from './settle-contrast.ts'

/** What one page, in one state, was found to be: at every width and in every scheme asked for. */
export interface Audit {
  /** The rules of axe that applied and were kept. */
  readonly passed: ReadonlySet<string>
  /** The rules that axe could not decide. */
  readonly undecided: ReadonlySet<string>
  /** Everything that was wrong, as `width scheme rule: element`. */
  readonly faults: readonly string[]
}

export type Scheme = 'light' | 'dark'

export interface AuditOptions {
  readonly schemes?: readonly Scheme[]
  readonly widths?: readonly number[]
  /** What is done to the layout first; all of it where nothing is said. */
  readonly strains?: readonly (readonly [width: number, Strain])[]
}

export const widths = [320, 768, 1280]
export const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const require = createRequire(import.meta.url)
const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

export const { version: axeVersion } = require('axe-core/package.json') as { version: string }

const targets = (result: Result) =>
  result.nodes
    .map(({ target, html }) => `${JSON.stringify(target)} ${html.slice(0, 120)}`)
    .join('; ')

/** Runs axe on a page as it stands. The protocol of the developer tools puts it there, so no page has to let it in. */
async function runAxe(page: Page, scheme: Scheme): Promise<AxeResults> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  // Of the dark scheme the rest of the page is as it was in the light one.
  const runOnly =
    scheme === 'light'
      ? ({ type: 'tag', values: tags } as const)
      : ({ type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const)
  return page.evaluate(
    (only) =>
      (window as unknown as { axe: typeof import('axe-core') }).axe.run(document, {
        runOnly: only as RunOptions['runOnly'] & object,
        resultTypes: ['violations', 'incomplete'],
        // It would wait for the load event, which a page that still streams has not had.
        preload: false,
      }),
    runOnly,
  )
}

/** Enlarged text, spaced text, and a window of 320 px, which is 1280 px at 400 % (WCAG 1.4.4, 1.4.10, 1.4.12). */
const everyStrain: readonly [number, Strain][] = [
  [320, 'none'],
  [320, 'spacing'],
  [1280, 'double'],
]

/**
 * Looks at a page by axe at every width and in every scheme, then strains its layout.
 * The window ends as wide as the last width.
 */
export async function auditPage(
  page: Page,
  { schemes = ['light'], widths: wanted = widths, strains = everyStrain }: AuditOptions = {},
): Promise<Audit> {
  const passed = new Set<string>()
  const undecided = new Set<string>()
  const faults: string[] = []
  for (const [width, strain] of strains) {
    await page.setViewportSize({ width, height: 900 })
    for (const fault of await page.evaluate(layoutFaults, strain)) {
      faults.push(`${width} ${strain}: ${fault}`)
    }
  }
  for (const width of wanted) {
    await page.setViewportSize({ width, height: 900 })
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme })
      const { passes, incomplete, violations } = await runAxe(page, colorScheme)
      for (const { id } of passes) passed.add(id)
      for (const { id, nodes } of incomplete) {
        if (id === 'color-contrast') {
          const left = nodes.map(({ target }) => target.flat())
          for (const one of await page.evaluate(settleContrast, left))
            faults.push(`${width} ${colorScheme} ${one}`)
        } else undecided.add(id)
      }
      for (const one of violations)
        faults.push(`${width} ${colorScheme} ${one.id}: ${targets(one)}`)
    }
  }
  return { passed, undecided, faults }
}
