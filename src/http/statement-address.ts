import type { Form } from '../domain/form.ts'
import type { Language } from '../domain/languages.ts'

/** Where the accessibility statement of a form's pages is; of the service's own where no form is known. */
export function statementAddress(language: Language, form: Form | undefined): string {
  const whose = form === undefined ? '' : `client_id=${encodeURIComponent(form.client_id)}&`
  return `/accessibilite?${whose}lang=${language}`
}
