/** Whether one node stands before another in the page, and does not hold it. */
export function isBefore(one: Node, other: Node): boolean {
  // 4 is Node.DOCUMENT_POSITION_FOLLOWING, alone.
  return one.compareDocumentPosition(other) === 4
}

/** Gives an element attributes and children without markup: pages that enforce Trusted Types accept it. */
export function dress<Made extends Element>(
  made: Made,
  attributes: Readonly<Record<string, string>>,
  children: readonly (Node | string)[] = [],
): Made {
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  made.append(...children)
  return made
}

/** An element of HTML with attributes and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  return dress(document.createElement(name), attributes, children)
}
