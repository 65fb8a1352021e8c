import type { Request } from 'express'
import type { Form } from '../domain/form.ts'

const key = Symbol('form')
type AboutForm = Request & { [key]?: Form }

/** Notes which form a request is about, as soon as that is known: whatever goes wrong afterwards leads back to it. */
export function noteForm(request: AboutForm, form: Form | undefined): void {
  if (form !== undefined) request[key] = form
}

/** The form that a request was found to be about. */
export function notedForm(request: AboutForm): Form | undefined {
  return request[key]
}
