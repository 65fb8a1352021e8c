import { type Request, Router } from 'express'
import type { Form } from '../domain/form.ts'
import type { FormRegistry } from '../domain/form-registry.ts'
import { readParameters } from '../domain/parameters.ts'
import type { Callback } from '../flow/complete-login.ts'
import { attemptState } from '../flow/login-attempt.ts'
import { readLoginState } from '../sealing/login-state.ts'
import { sendErrorPage } from './error-page.ts'
import { noteForm } from './known-form.ts'
import type { Metrics } from './metrics.ts'
import { redirectUriOf } from './own-pages.ts'
import { onlyMethods } from './problem.ts'
import { browserLanguage, contextOf } from './request-context.ts'
import { queryOf } from './request-parameters.ts'
import { createVisibleSettling, type VisibleSettlingDependencies } from './visible-settling.ts'

export interface CallbackDependencies extends VisibleSettlingDependencies {
  readonly forms: FormRegistry
  readonly stateKeys: readonly Buffer[]
  readonly metrics: Pick<Metrics, 'login'>
}

type Turned = 'unknown_state' | 'attempt_lost' | 'too_many_requests'

/** What a return from FranceConnect turned out to be. */
type Return =
  | { readonly callback: Callback }
  | { readonly code: Turned; readonly form: Form | undefined }

/**
 * `GET /callback`: FranceConnect's redirect URI, one for all forms. The state is checked before anything
 * else is read; without the attempt's cookie it only names the form, and completes nothing.
 */
export function callbackRouter(dependencies: CallbackDependencies): Router {
  const { forms, stateKeys, failedCodes, attemptCookies, metrics } = dependencies

  const read = (request: Request): Return => {
    const encoded = queryOf(request)
    const state = readParameters(encoded).only('state') ?? ''
    const clientId = readLoginState(state, stateKeys, forms.withTag)
    const form = clientId === undefined ? undefined : forms.find(clientId)
    if (form === undefined) return { code: 'unknown_state', form }
    const found = attemptCookies.find(request, state)
    const isItsOwn = (key: Buffer) => found !== undefined && attemptState(found, key) === state
    const attempt = stateKeys.some(isItsOwn) ? found : undefined
    const redirectUri = attempt === undefined ? undefined : redirectUriOf(form, attempt)
    if (attempt === undefined || redirectUri === undefined) return { code: 'attempt_lost', form }
    const parameters = new URLSearchParams(encoded)
    if (parameters.has('code') && failedCodes.isReached(request))
      return { code: 'too_many_requests', form }
    return { callback: { form, attempt, redirectUri, franceConnectState: state, parameters } }
  }

  const settle = createVisibleSettling(dependencies)

  // A HEAD request must not spend FranceConnect's code.
  return Router()
    .head('/callback', onlyMethods('GET'))
    .get('/callback', async (request, response) => {
      response.set('Cache-Control', 'no-store')
      const found = read(request)
      if ('callback' in found) {
        noteForm(request, found.callback.form)
        return settle(request, response, found.callback)
      }
      const { requestId, log } = contextOf(request)
      const { code, form } = found
      log.info({ event: 'login', form: form?.client_id, outcome: code, code }, 'login')
      metrics.login(code)
      const language = browserLanguage(request)
      sendErrorPage(response, { code, language, requestId, form })
    })
}
