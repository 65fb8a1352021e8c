import { expect } from '@jest/globals'
import type { Page } from 'playwright-core'

/** Where the focus is, as a citizen without a mouse finds it. */
interface Stop {
  /** What it is called: its label or its text; `page` where nothing has the focus. */
  readonly name: string
  readonly isInSight: boolean
  /** Nothing lies on it (WCAG 2.4.11). */
  readonly isFree: boolean
  /** The width of its outline, which is solid (2.4.7, 2.4.13). */
  readonly outline: number
  /** Of the outline against what is around it, where both are opaque. */
  readonly contrast: number
}

/** Runs in the page. */
function readStop(): Stop {
  const luminance = (css: string) => {
    const [r = 0, g = 0, b = 0] = (css.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => {
      const share = Number(part) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  if (!element || element === document.body)
    return { name: 'page', isInSight: true, isFree: true, outline: 2, contrast: 3 }
  const { left, top, right, bottom, width } = element.getBoundingClientRect()
  const root = element.getRootNode() as Document | ShadowRoot
  const hit = root.elementFromPoint(left + Math.min(width, 40) / 2, (top + bottom) / 2)
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
  let around: Element | null = element
  let background = 'rgba(0, 0, 0, 0)'
  while (around && background === 'rgba(0, 0, 0, 0)') {
    const parent: Element | null =
      around.parentElement ?? (around.getRootNode() as ShadowRoot).host ?? null
    around = parent
    if (around) background = getComputedStyle(around).backgroundColor
  }
  if (background === 'rgba(0, 0, 0, 0)') background = 'rgb(255, 255, 255)'
  const [one, other] = [luminance(outlineColor), luminance(background)]
  const text = (element as HTMLInputElement).labels?.[0]?.textContent ?? element.textContent ?? ''
  // A browser scrolls by whole pixels.
  const isInside = left > -1 && top > -1 && right < innerWidth + 1 && bottom < innerHeight + 1
  return {
    name: text.replaceAll(/\s+/g, ' ').trim(),
    isInSight: isInside && element.checkVisibility({ visibilityProperty: true }),
    isFree: hit !== null && (element.contains(hit) || hit.contains(element)),
    // The button inside a date has an outline of the browser's own.
    outline: element.matches('[type=date]:not(:focus-visible)')
      ? 2
      : outlineStyle === 'none'
        ? 0
        : Number.parseFloat(outlineWidth),
    contrast: (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05),
  }
}

/** The focus as it stands. Fails the test where it cannot be seen. */
export async function focused(page: Page): Promise<string> {
  // What a key does to the scroll position is there with the next picture.
  await page.evaluate(
    () => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))),
  )
  const { name, ...seen } = await page.evaluate(readStop)
  const isSeen = seen.isInSight && seen.isFree && seen.outline >= 2 && seen.contrast >= 3
  expect({ name, ...(isSeen ? { isSeen } : seen) }).toEqual({ name, isSeen: true })
  return name
}

const manyStops = 60

/** Presses Tab until the focus is on what has this name. @returns every stop on the way, that one too. */
export async function tabTo(page: Page, name: string, key = 'Tab'): Promise<string[]> {
  const stops: string[] = []
  for (let count = 0; count < manyStops; count++) {
    await page.keyboard.press(key)
    const stop = await focused(page)
    // The parts of a date are stops of one input.
    if (stop !== stops.at(-1)) stops.push(stop)
    if (stop === name) return stops
  }
  throw new Error(`${name} is never reached: ${stops.join(' > ')}`)
}
