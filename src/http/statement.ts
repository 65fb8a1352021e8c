import { Router } from 'express'
import type { FormRegistry } from '../domain/form-registry.ts'
import { pickLanguage } from '../domain/languages.ts'
import { readParameters } from '../domain/parameters.ts'
import { statementMessagesIn } from '../domain/statement-messages-in.ts'
import { sendPage } from './page.ts'
import { browserLanguage } from './request-context.ts'
import { queryOf } from './request-parameters.ts'
import { statementBody } from './statement-page.ts'

/**
 * `GET /accessibilite`: the accessibility statement of our pages (loi 2005-102, article 47; décret 2019-768), in the
 * name of the collectivite whose form `client_id` names; of the service itself for any other.
 */
export function statementRouter(forms: FormRegistry): Router {
  return Router().get('/accessibilite', (request, response) => {
    const parameters = readParameters(queryOf(request))
    const clientId = parameters.only('client_id')
    const form = clientId === undefined ? undefined : forms.find(clientId)
    const language = pickLanguage(parameters.only('lang')) ?? browserLanguage(request)
    const { title } = statementMessagesIn(language)
    sendPage(response, 200, { language, title, form, body: statementBody(language, form) })
  })
}
