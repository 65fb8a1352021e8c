import { Router } from 'express'
import { describeForm } from '../domain/describe-form.ts'
import { ServiceError } from '../domain/errors.ts'
import type { FormRegistry } from '../domain/form-registry.ts'
import { pickLanguage } from '../domain/languages.ts'
import { readParameters } from '../domain/parameters.ts'
import { queryOf } from './request-parameters.ts'

/** `GET /forms/{client_id}`: what a page may know of its form before a click. Public, no personal data. */
export function formsRouter(forms: FormRegistry, issuer: string): Router {
  return Router().get('/forms/:clientId', (request, response) => {
    const form = forms.find(request.params.clientId)
    if (form === undefined) throw new ServiceError('not_found')
    const asked = readParameters(queryOf(request)).only('lang')
    const language = pickLanguage(asked) ?? pickLanguage(request.acceptsLanguages()) ?? 'fr'
    response
      .set('Cache-Control', 'public, max-age=300')
      .vary('Accept-Language')
      .json(describeForm(form, issuer, language))
  })
}
