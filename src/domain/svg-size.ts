import type { Size } from './logo.ts'

// No pattern may try one text in many ways: a drawing is anybody's, and the process waits for the answer.
// What may stand before the root element: XML declaration, comments, document type (XML 1.0 §2.8).
const prolog =
  /^\uFEFF?\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*(?:\[[^\]]*\]\s*)?>\s*)*/
const root = /<svg(\s[^>]*)?>/y
const viewBox = /\sviewBox\s*=\s*["']([^"']*)["']/
const namespace = /\sxmlns\s*=\s*["']http:\/\/www\.w3\.org\/2000\/svg["']/

const fault = (message: string) => ({ fault: message })

function rootAttributes(content: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
    root.lastIndex = prolog.exec(text)?.[0].length ?? 0
    const found = root.exec(text)
    return found === null ? undefined : (found[1] ?? '')
  } catch {
    return undefined
  }
}

/** The size of an SVG drawing by its viewBox (SVG 2 §8.6), or why a browser would not show it well in a page. */
export function readSvgSize(content: Uint8Array): Size | { readonly fault: string } {
  const attributes = rootAttributes(content)
  if (attributes === undefined) return fault('expected an SVG drawing in UTF-8, or a PNG image')
  if (!namespace.test(attributes))
    return fault(
      'expected xmlns="http://www.w3.org/2000/svg" on its <svg>, else no browser shows it',
    )
  const [, , width = 0, height = 0] = (viewBox.exec(attributes)?.[1] ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  return width > 0 && height > 0
    ? { width, height }
    : fault('expected a viewBox on its <svg>, without which it cannot be made smaller')
}
