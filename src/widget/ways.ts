import type { Control } from './control.ts'
import { element } from './dom.ts'
import type { Words } from './words.ts'

/** A list of the fields that remain, each a way to its control where that is in sight. */
export function createWays(left: ReadonlyMap<string, Control>, words: Words): HTMLElement {
  const items = [...left].map(([name, control]) => {
    const label = words.labelOf(name)
    if (!control.getClientRects().length) return element('li', {}, label)
    const way = element('a', { href: `#${control.id}` }, label)
    way.addEventListener('click', (event) => {
      // The address is the page's own, and some pages route by it.
      event.preventDefault()
      control.focus()
    })
    return element('li', {}, way)
  })
  return element('div', {}, words.say('left'), element('ul', {}, ...items))
}
