import type { DefaultTreeAdapterTypes, parse } from 'parse5'

export type Element = DefaultTreeAdapterTypes.Element
type ParentNode = DefaultTreeAdapterTypes.ParentNode

/** The standard's own parser; given, so that only who reads a page loads it. */
export type TreeParser = typeof parse

/** Every element under a node, in the order of the page. What a template holds is not on the page. */
export function readElements(parent: ParentNode): Element[] {
  return parent.childNodes.flatMap((node) =>
    'tagName' in node ? [node, ...readElements(node)] : [],
  )
}

/** An attribute's value; undefined where it is not there. */
export function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((one) => one.name === name)?.value
}

/** The text of an element, with that of the elements in it. */
export function textOf(element: Element): string {
  return element.childNodes
    .map((node) => {
      if ('tagName' in node) return textOf(node)
      return 'value' in node ? node.value : ''
    })
    .join('')
}

/** The line on which an element begins; 1 for one that the parser has added. */
export function lineOf({ sourceCodeLocation }: Element): number {
  return sourceCodeLocation?.startLine ?? 1
}
