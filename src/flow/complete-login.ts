import { buildFields } from '../domain/build-fields.ts'
import type { ServiceError } from '../domain/errors.ts'
import type { Form } from '../domain/form.ts'
import { frenchDate } from '../domain/french-date.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { displayName } from '../domain/pivot-identity.ts'
import type { LoginResult, RelyingParty } from '../franceconnect/relying-party.ts'
import type { OneTimeStore } from '../stores/one-time-store.ts'
import { errorRedirect, formRedirect } from './form-redirect.ts'
import { storeHandover } from './handover.ts'
import { attemptNonce, type LoginAttempt } from './login-attempt.ts'
import { pairwiseSubject } from './pairwise-subject.ts'

export interface CompleteLoginDependencies {
  readonly now: () => Date
  readonly random: (bytes: number) => Buffer
  readonly relyingParty: Pick<RelyingParty, 'complete'>
  readonly store: OneTimeStore
  /** Our own issuer. */
  readonly issuer: string
}

/** One return from FranceConnect, to an attempt of this browser. */
export interface Callback {
  readonly form: Form
  readonly attempt: LoginAttempt
  readonly redirectUri: string
  readonly franceConnectState: string
  readonly parameters: URLSearchParams
}

/** How a login ended: the way back to the form, and what the browser keeps to log out later. */
export interface LoginOutcome {
  readonly location: string
  readonly idTokenHint?: string
  /** The error that the form is told, for the log. */
  readonly error?: ServiceError
}

/** A login that failed: the form is told. */
export function failedOutcome(
  callback: Callback,
  issuer: string,
  error: ServiceError,
): LoginOutcome {
  const { redirectUri, attempt } = callback
  return { location: errorRedirect({ redirectUri, state: attempt.state }, issuer, error), error }
}

/**
 * Makes the second step of a login: spend FranceConnect's code, build the fields, leave them behind a
 * one-time code of ours. FranceConnect's tokens live in this one call.
 * The returned function throws ServiceError when the login fails.
 */
export function createCompleteLogin(dependencies: CompleteLoginDependencies) {
  const { now, random, relyingParty, store, issuer } = dependencies

  const handOver = async (callback: Callback, login: LoginResult): Promise<string> => {
    const { form, attempt } = callback
    const code = random(32).toString('base64url')
    await storeHandover(store, 'code', code, {
      client_id: form.client_id,
      redirect_uri: callback.redirectUri,
      code_challenge: attempt.codeChallenge,
      nonce: attempt.nonce,
      sub: pairwiseSubject(form.franceconnect.issuer, login.identity.sub, form.client_id),
      acr: login.acr,
      auth_time: login.authTime,
      ...(login.amr !== undefined && { amr: [...login.amr] }),
      display_name: displayName(login.identity),
      fields: buildFields(form.demarche, {
        identity: login.identity,
        today: frenchDate(now()),
        messages: messagesIn(attempt.language),
      }),
      sources: { franceconnect: { status: 'ok' } },
    })
    return code
  }

  return async function completeLogin(callback: Callback): Promise<LoginOutcome> {
    const { form, attempt, franceConnectState } = callback
    const login = await relyingParty.complete(form.franceconnect, callback.parameters, {
      state: franceConnectState,
      nonce: attemptNonce(attempt),
      acr: form.demarche.acr,
    })
    const code = await handOver(callback, login)
    const location = formRedirect(callback.redirectUri, issuer, { code, state: attempt.state })
    return { location, idTokenHint: login.idToken }
  }
}
