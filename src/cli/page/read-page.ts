import { touchable } from '../../domain/find-places.ts'
import {
  attribute,
  type Element,
  lineOf,
  readElements,
  type TreeParser,
  textOf,
} from './elements.ts'
import type { PageControl, PageDocument, PageForm, PageWidget } from './page-document.ts'

const named = (elements: readonly Element[], ...names: string[]) =>
  elements.filter(({ tagName }) => names.includes(tagName))

/** The type of a control as the DOM has it. */
function typeOf(element: Element): string {
  if (element.tagName === 'textarea') return 'textarea'
  if (element.tagName === 'select')
    return attribute(element, 'multiple') === undefined ? 'select-one' : 'select-multiple'
  return attribute(element, 'type')?.toLowerCase() || 'text'
}

function around(element: Element, name: string): Element | undefined {
  let node = element.parentNode
  while (node !== null && 'tagName' in node) {
    if (node.tagName === name) return node
    node = node.parentNode
  }
  return undefined
}

function labelOf(element: Element, labels: readonly Element[]): string {
  const id = attribute(element, 'id')
  const own = labels.find((label) => id !== undefined && attribute(label, 'for') === id)
  const label = own ?? around(element, 'label')
  const said = label === undefined ? attribute(element, 'aria-label') : textOf(label)
  return (said ?? attribute(element, 'placeholder') ?? '').replace(/\s+/g, ' ').trim()
}

function choicesOf(element: Element, type: string, label: string): PageControl['choices'] {
  if (type === 'radio' || type === 'checkbox')
    return [{ value: attribute(element, 'value') ?? 'on', label }]
  return named(readElements(element), 'option').map((option) => {
    const text = textOf(option).replace(/\s+/g, ' ').trim()
    return { value: attribute(option, 'value') ?? text, label: text }
  })
}

function readControl(element: Element, labels: readonly Element[]): PageControl {
  const type = typeOf(element)
  const label = labelOf(element, labels)
  const prefill = attribute(element, 'data-prefill')
  return {
    name: attribute(element, 'name') ?? '',
    type,
    dataset: { prefill },
    line: lineOf(element),
    id: attribute(element, 'id') ?? '',
    label,
    isDisabled: attribute(element, 'disabled') !== undefined,
    choices: choicesOf(element, type, label),
  }
}

// By its `form` attribute, else by the form around it (HTML §4.10.17.3).
function ownerOf(element: Element, forms: readonly Element[]): Element | undefined {
  const id = attribute(element, 'form')
  if (id === undefined) return around(element, 'form')
  return forms.find((form) => attribute(form, 'id') === id)
}

function readForms(elements: readonly Element[]): Map<Element, PageForm> {
  const forms = named(elements, 'form')
  const labels = named(elements, 'label')
  const controls = named(elements, 'input', 'select', 'textarea').filter(
    (element) => !touchable.includes(`[type=${typeOf(element)}]`),
  )
  return new Map(
    forms.map((form) => [
      form,
      {
        line: lineOf(form),
        id: attribute(form, 'id') ?? '',
        order: elements.indexOf(form),
        controls: controls
          .filter((control) => ownerOf(control, forms) === form)
          .map((control) => readControl(control, labels)),
      },
    ]),
  )
}

function readWidget(
  element: Element,
  elements: readonly Element[],
  forms: ReadonlyMap<Element, PageForm>,
): PageWidget {
  const form = around(element, 'form')
  return {
    line: lineOf(element),
    order: elements.indexOf(element),
    clientId: attribute(element, 'client-id') || undefined,
    for: attribute(element, 'for') || undefined,
    service: attribute(element, 'service')?.replace(/\/$/, '') || undefined,
    around: form === undefined ? undefined : forms.get(form),
  }
}

const isPolicy = (element: Element) =>
  attribute(element, 'http-equiv')?.toLowerCase() === 'content-security-policy'

/** Reads what of a page concerns the widget, as a browser would read it. */
export function readPage(html: string, parse: TreeParser): PageDocument {
  const elements = readElements(parse(html, { sourceCodeLocationInfo: true }))
  const forms = readForms(elements)
  return {
    forms: [...forms.values()],
    widgets: named(elements, 'franceconnect-prefill').map((element) =>
      readWidget(element, elements, forms),
    ),
    scripts: named(elements, 'script').flatMap((script) => {
      const src = attribute(script, 'src')
      const type = attribute(script, 'type') ?? ''
      const nonce = attribute(script, 'nonce')
      return src === undefined ? [] : [{ line: lineOf(script), src, type, nonce }]
    }),
    policies: named(elements, 'meta')
      .filter(isPolicy)
      .map((meta) => ({ line: lineOf(meta), content: attribute(meta, 'content') ?? '' })),
  }
}
