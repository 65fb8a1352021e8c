import type { Demarche } from '../../domain/demarche.ts'
import { ClientId } from '../../domain/form-file.ts'
import type { TreeParser } from '../page/elements.ts'
import type { PageDocument, PageForm } from '../page/page-document.ts'
import { formOfWidget, largestForm } from '../page/pair-form.ts'
import { readPage } from '../page/read-page.ts'
import { type FoundDemarche, findDemarche } from './find-demarche.ts'
import { nameInputs } from './name-inputs.ts'
import type { TrialOrder } from './order.ts'
import { fetchPage, findPage, type PagePlace, readPageFile } from './page-place.ts'
import { TrialError } from './trial-error.ts'
import type { TrialMessages } from './trial-messages.ts'

/** A page as it was read. */
export interface ReadPage {
  readonly html: string
  readonly document: PageDocument
  /** The form that is meant. */
  readonly form: PageForm | undefined
}

/** All that a trial needs to know before it starts. */
export interface Prepared {
  readonly place: PagePlace
  readonly found: FoundDemarche
  readonly clientId: string
  /** Field → the name under which the page submits it, where they differ. */
  readonly inputs: Readonly<Record<string, string>>
  /** Undefined where it is served by somebody, and could not be had. */
  readonly page: ReadPage | undefined
  readonly parse: TreeParser
}

/** Reads what of a page concerns the widget, and which of its forms is meant. */
export function readTrialPage(html: string, parse: TreeParser): ReadPage {
  const document = readPage(html, parse)
  const [widget] = document.widgets
  const form = widget === undefined ? largestForm(document) : formOfWidget(widget, document)
  return { html, document, form }
}

function checkInputs({ inputs }: TrialOrder, { fields }: Demarche, say: TrialMessages): void {
  const stranger = Object.keys(inputs).find(
    (name) => !Object.hasOwn(fields, name) && name !== 'prefill_token',
  )
  if (stranger !== undefined)
    throw new TrialError(say.unknownField(stranger, Object.keys(fields).join(', ')))
}

// The page's own, where it has one: its lines are right, then.
function clientIdOf(order: TrialOrder, page: ReadPage | undefined, name: string): string {
  return order.clientId ?? page?.document.widgets[0]?.clientId ?? `essai-${name}`.slice(0, 64)
}

/**
 * Reads the page and the demarche that were named.
 * @throws TrialError where something of it cannot be tried
 */
export async function prepare(order: TrialOrder, say: TrialMessages): Promise<Prepared> {
  const { parse } = await import('parse5')
  const place = findPage(order.page, say)
  const found = findDemarche(order.demarche, say)
  checkInputs(order, found.demarche, say)
  const html = place.kind === 'file' ? readPageFile(place.file) : await fetchPage(place.url)
  const page = html === undefined ? undefined : readTrialPage(html, parse)
  const hasWidget = page !== undefined && page.document.widgets.length > 0
  if (place.kind === 'file' && page?.form === undefined && !hasWidget)
    throw new TrialError(say.noForm)
  const clientId = clientIdOf(order, page, found.demarche.name)
  if (!ClientId.safeParse(clientId).success) throw new TrialError(say.badClientId)
  const inputs = nameInputs(found.demarche, order.inputs, page)
  return { place, found, clientId, inputs, page, parse }
}
