export interface HtmlForm {
  action: string
  method: string
  /** Name → value as the page sends it, the first submit button included. */
  fields: Record<string, string>
  /** All that it could send: boxes not ticked and other buttons too. */
  names: string[]
  text: string
  buttons: HtmlButton[]
}

export interface HtmlButton {
  text: string
  /** Where it sends the form instead of where the form says. */
  formAction: string | undefined
}

export interface HtmlLink {
  href: string
  text: string
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#039;': "'",
  '&#x27;': "'",
  '&nbsp;': ' ',
}

function decode(text: string): string {
  return text.replace(
    /&(?:amp|lt|gt|quot|nbsp|#0?39|#x27);/g,
    (entity) => entities[entity] ?? entity,
  )
}

/** What a reader sees of a piece of HTML, in one line. */
export function textOf(html: string): string {
  const body = html.replace(/<(head|script|style)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ')
  return decode(body).replace(/\s+/g, ' ').trim()
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(
    `\\s${name}(?:=(?:"([^"]*)"|'([^']*)'|([^\\s>]+)))?(?=[\\s/>])`,
    'i',
  ).exec(tag)
  return match === null ? undefined : decode(match[1] ?? match[2] ?? match[3] ?? '')
}

interface Control {
  name: string
  value: string
  type: string
  /** Sent without the citizen's doing. */
  sent: boolean
}

function readControl(tag: string): Control {
  const type = attribute(tag, 'type') ?? (/^<button/i.test(tag) ? 'submit' : 'text')
  const tickable = type === 'checkbox' || type === 'radio'
  const value = attribute(tag, 'value') ?? (tickable ? 'on' : '')
  const sent = type !== 'button' && (!tickable || attribute(tag, 'checked') !== undefined)
  return { name: attribute(tag, 'name') ?? '', value, type, sent }
}

function readSelect(tag: string, inner: string): Control {
  const options = [...inner.matchAll(/<option\b[^>]*>/gi)].map(([option]) => option)
  const chosen = options.find((option) => attribute(option, 'selected') !== undefined)
  const value = attribute(chosen ?? options[0] ?? '', 'value') ?? ''
  return { name: attribute(tag, 'name') ?? '', value, type: 'select', sent: true }
}

function controlsOf(html: string): Control[] {
  const inputs = [...html.matchAll(/<(?:input|button)\b[^>]*>/gi)].map(([tag]) => readControl(tag))
  const selects = [...html.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/gi)]
  return [...inputs, ...selects.map(([, tag = '', inner = '']) => readSelect(tag, inner))]
}

function buttonsOf(html: string): HtmlButton[] {
  const buttons = [...html.matchAll(/(<button\b[^>]*>)([\s\S]*?)<\/button>/gi)]
  return buttons.map(([, tag = '', inner = '']) => ({
    text: textOf(inner),
    formAction: attribute(tag, 'formaction'),
  }))
}

function readForm(tag: string, inner: string): HtmlForm {
  const controls = controlsOf(inner)
  const firstButton = controls.find(({ type }) => type === 'submit')
  const sent = controls.filter(
    (control) =>
      control.name !== '' && control.sent && (control.type !== 'submit' || control === firstButton),
  )
  return {
    action: attribute(tag, 'action') ?? '',
    method: (attribute(tag, 'method') ?? 'get').toUpperCase(),
    fields: Object.fromEntries(sent.map(({ name, value }) => [name, value])),
    names: controls.map(({ name }) => name).filter((name) => name !== ''),
    text: textOf(inner),
    buttons: buttonsOf(inner),
  }
}

/** The forms of a page, in its order. */
export function formsOf(html: string): HtmlForm[] {
  const forms = [...html.matchAll(/(<form\b[^>]*>)([\s\S]*?)<\/form>/gi)]
  return forms.map(([, tag = '', inner = '']) => readForm(tag, inner))
}

/** The links of a page, in its order. */
export function linksOf(html: string): HtmlLink[] {
  return [...html.matchAll(/(<a\b[^>]*>)([\s\S]*?)<\/a>/gi)].map(([, tag = '', inner = '']) => ({
    href: attribute(tag, 'href') ?? '',
    text: textOf(inner),
  }))
}

/** What a page says between its header and its footer. */
export function mainOf(html: string): string {
  return /<main\b[\s\S]*<\/main>/.exec(html)?.[0] ?? ''
}

/** Where a page's meta refresh leads. */
export function refreshOf(html: string): string | undefined {
  const meta = /<meta\b[^>]*http-equiv=["']?refresh[^>]*>/i.exec(html)?.[0]
  return /url=(.*)$/i.exec(attribute(meta ?? '', 'content') ?? '')?.[1]
}
