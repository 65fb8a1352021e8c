import type { Request } from 'express'
import type { Form } from '../domain/form.ts'

const forms = new WeakMap<Request, Form>()

/** Notes which form a request is about, as soon as that is known: whatever goes wrong afterwards leads back to it. */
export function noteForm(request: Request, form: Form | undefined): void {
  if (form !== undefined) forms.set(request, form)
}

/** The form that a request was found to be about. */
export function notedForm(request: Request): Form | undefined {
  return forms.get(request)
}
