import type { Page } from 'playwright-core'

/** A control as a screen reader is told of it. */
export interface Announced {
  readonly role: string
  readonly name: string
  readonly description: string
  readonly isReadOnly: boolean
}

interface Node {
  readonly ignored: boolean
  readonly role?: { value?: string }
  readonly name?: { value?: string }
  readonly description?: { value?: string }
  readonly properties?: { name: string; value: { value?: unknown } }[]
  readonly backendDOMNodeId?: number
}

const plain = (text = '') => text.replaceAll(/[\u00a0\u202f]/g, ' ')

const announced = ({ role, name, description, properties = [] }: Node): Announced => ({
  role: role?.value ?? '',
  name: plain(name?.value),
  description: plain(description?.value),
  isReadOnly: properties.some((one) => one.name === 'readonly' && one.value.value === true),
})

/** What Chromium's accessibility tree says of the elements that a selector finds, in the page's order. */
export async function announcedAs(page: Page, selector: string): Promise<Announced[]> {
  const session = await page.context().newCDPSession(page)
  const { root } = await session.send('DOM.getDocument', { depth: 0 })
  const found = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector })
  const all: Announced[] = []
  for (const nodeId of found.nodeIds) {
    const { nodes } = await session.send('Accessibility.getPartialAXTree', {
      nodeId,
      fetchRelatives: false,
    })
    const [node] = nodes as Node[]
    if (node && !node.ignored) all.push(announced(node))
  }
  await session.detach()
  return all
}
