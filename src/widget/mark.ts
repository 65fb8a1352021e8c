import { dress } from './dom.ts'

const svg = (name: string) => document.createElementNS('http://www.w3.org/2000/svg', name)

/** The room of FranceConnect's drawing on its button, in its own proportions. */
export function createMark(): Element {
  return dress(svg('svg'), { width: '40', viewBox: '0 0 40 48', 'aria-hidden': 'true' })
}

/**
 * Draws FranceConnect's mark, which is too large to come with the widget, in the room that waits for it. Its paths
 * are fetched, not loaded as a picture: a page's `connect-src` is enough. A button without it works as well.
 */
export async function drawMark(mark: Element, service: string): Promise<void> {
  try {
    const answer = await fetch(`${service}/widget/franceconnect-mark.json`)
    const paths = (await answer.json()) as [fill: string, d: string][]
    mark.replaceChildren(...paths.map(([fill, d]) => dress(svg('path'), { fill, d })))
  } catch {
    // The words on the button say what it is.
  }
}
