/** An element with attributes and children. Texts stay texts: nothing here ever reads markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  made.append(...children)
  return made
}

/** Foreign text, isolated so that its writing direction cannot turn the words around it. */
export function foreign(text: string): HTMLElement {
  return element('bdi', {}, text)
}
