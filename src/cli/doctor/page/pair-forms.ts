import type { Form } from '../../../domain/form.ts'
import type { PageDocument, PageForm, PageWidget } from '../../page/page-document.ts'
import { formOfWidget, largestForm } from '../../page/pair-form.ts'
import { type Finding, find } from '../finding.ts'

/** What the page is judged against. */
export interface PageSurroundings {
  /** As it is called in findings. */
  readonly file: string
  readonly forms: readonly Form[]
  /** The origin of the service; undefined where nothing says it. */
  readonly service: string | undefined
  /** The form that is meant, whatever the page says. */
  readonly clientId: string | undefined
}

/** A form of ours and the one on the page that it is to fill, as far as there are such. */
export interface Pair {
  readonly form: Form | undefined
  readonly pageForm: PageForm | undefined
  readonly findings: readonly Finding[]
}

/** @returns the form of a client_id, or what to say where there is none */
function formNamed(
  meant: string,
  { forms, file }: PageSurroundings,
  line?: number,
): { readonly form: Form | undefined; readonly findings: readonly Finding[] } {
  const form = forms.find(({ client_id }) => client_id === meant)
  if (form !== undefined) return { form, findings: [] }
  const place = { where: file, ...(line !== undefined && { line }) }
  const message = `no form has the client_id ${meant}`
  return { form, findings: [find('widget-form', place, message, knownForms(forms))] }
}

/** There may be many thousands. */
const mostKnown = 20
const knownForms = (forms: readonly Form[]) => {
  const known = forms.slice(0, mostKnown).map(({ client_id }) => client_id)
  return `known: ${[...known, ...(forms.length > mostKnown ? ['…'] : [])].join(', ')}`
}

function judgeElement(widget: PageWidget, pageForm: PageForm | undefined, given: PageSurroundings) {
  const { file, forms, service, clientId } = given
  const findings: Finding[] = []
  const tell = (message: string, instead: string) =>
    findings.push(find('widget-form', { where: file, line: widget.line }, message, instead))
  if (widget.clientId === undefined)
    tell('the widget has no client-id', `write client-id="…"; ${knownForms(forms)}`)
  else if (clientId !== undefined && forms.some(({ client_id }) => client_id === clientId)) {
    if (widget.clientId !== clientId)
      tell(`the widget is for ${widget.clientId}, not ${clientId}`, `write client-id="${clientId}"`)
  }
  if (pageForm === undefined && widget.for !== undefined)
    tell(`the page has no form with id="${widget.for}"`, 'write the id of the form into for')
  else if (pageForm === undefined)
    tell(
      'no form is around the widget or after it',
      'put the widget before its form, or write for="…"',
    )
  if (widget.service !== undefined && service !== undefined && widget.service !== service)
    tell(
      `the widget asks ${widget.service}, and the service is ${service}`,
      'leave service out: the script says where it comes from',
    )
  return findings
}

/** Finds what a widget stands for, and judges the element. */
export function pairWidget(widget: PageWidget, page: PageDocument, given: PageSurroundings): Pair {
  const pageForm = formOfWidget(widget, page)
  const told = judgeElement(widget, pageForm, given)
  const meant = given.clientId ?? widget.clientId
  if (meant === undefined) return { form: undefined, pageForm, findings: told }
  const { form, findings } = formNamed(meant, given, widget.line)
  return { form, pageForm, findings: [...findings, ...told] }
}

/** Finds what is meant by a page that has no widget yet. */
export function pairWithoutWidget(page: PageDocument, given: PageSurroundings): Pair {
  const { file, forms, clientId } = given
  const pageForm = largestForm(page)
  const only = forms.length === 1 ? forms[0]?.client_id : undefined
  const meant = clientId ?? only
  const named = meant === undefined ? { form: undefined, findings: [] } : formNamed(meant, given)
  const attributes = [
    `client-id="${named.form?.client_id ?? '…'}"`,
    ...(pageForm?.id ? [`for="${pageForm.id}"`] : []),
  ]
  const line = `<franceconnect-prefill ${attributes.join(' ')}></franceconnect-prefill>`
  const message = 'the page has no <franceconnect-prefill>'
  const missing = find('no-widget', { where: file }, message, `write ${line} before the form`)
  return { form: named.form, pageForm, findings: [missing, ...named.findings] }
}
