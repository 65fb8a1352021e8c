import { attribute, type Element, readElements, type TreeParser } from '../page/elements.ts'
import type { PageForm } from '../page/page-document.ts'

/** The page as the trial serves it, and its two lines. */
export interface EmbeddedPage {
  readonly html: string
  readonly lines: readonly [string, string]
  /** Whether the page had a line of its own. */
  readonly hadWidget: boolean
}

/** A piece of the page that is put in another's place. */
interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

const isWidgetScript = (element: Element) =>
  element.tagName === 'script' &&
  /\/widget\/(v1|\d[\w.-]*)\.js(\?.*)?$/.test(attribute(element, 'src') ?? '')

const quoted = (value: string) => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** The element's first tag, asking the service that its script comes from. */
function startTag({ tagName, attrs }: Element, clientId: string): string {
  const kept = attrs.filter(({ name }) => name !== 'service' && name !== 'client-id')
  const all = [{ name: 'client-id', value: clientId }, ...kept]
  return `<${tagName}${all.map(({ name, value }) => ` ${name}="${quoted(value)}"`).join('')}>`
}

const apply = (html: string, edits: readonly Edit[]) =>
  [...edits]
    .sort((one, other) => other.from - one.from)
    .reduce((page, { from, to, text }) => page.slice(0, from) + text + page.slice(to), html)

const scriptLine = (service: string) =>
  `<script type="module" src="${service}/widget/v1.js"></script>`

/**
 * Puts the widget's two lines before the form that they fill; lines that are there already are led to the
 * service of the trial.
 * @returns undefined where the page has no form, and no widget either
 */
export function embedWidget(
  html: string,
  given: {
    readonly service: string
    readonly clientId: string
    readonly form: PageForm | undefined
  },
  parse: TreeParser,
): EmbeddedPage | undefined {
  const { service, clientId } = given
  const elements = readElements(parse(html, { sourceCodeLocationInfo: true }))
  const widget = elements.find(({ tagName }) => tagName === 'franceconnect-prefill')
  const form = given.form === undefined ? undefined : elements[given.form.order]
  const script = elements.find(isWidgetScript)
  const at = (widget ?? form)?.sourceCodeLocation?.startOffset
  if (at === undefined) return undefined
  const forId = given.form?.id
  const tag =
    widget === undefined
      ? `<franceconnect-prefill client-id="${quoted(clientId)}"${forId ? ` for="${quoted(forId)}"` : ''}>`
      : startTag(widget, clientId)
  const lines = [scriptLine(service), `${tag}</franceconnect-prefill>`] as const
  const edits: Edit[] = []
  const own = script?.sourceCodeLocation
  if (own) edits.push({ from: own.startOffset, to: own.endOffset, text: lines[0] })
  const first = widget?.sourceCodeLocation?.startTag
  if (first) edits.push({ from: first.startOffset, to: first.endOffset, text: tag })
  const added = [...(own ? [] : [lines[0]]), ...(first ? [] : [lines[1]])]
  if (added.length > 0) edits.push({ from: at, to: at, text: `${added.join('\n')}\n` })
  return { html: apply(html, edits), lines, hadWidget: widget !== undefined }
}
