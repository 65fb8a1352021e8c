import { needsReview } from '../domain/choices.ts'
import type { Cog } from '../domain/cog.ts'
import type { ServiceError } from '../domain/errors.ts'
import type { Form } from '../domain/form.ts'
import { frenchDate } from '../domain/french-date.ts'
import type { SourceAnswer } from '../domain/source-answer.ts'
import type { LoginResult, RelyingParty } from '../franceconnect/relying-party.ts'
import { assembleHandover } from './assemble-handover.ts'
import { errorRedirect, formRedirect } from './form-redirect.ts'
import type { Gathering } from './gather.ts'
import { type Handover, storeHandover } from './handover.ts'
import { attemptNonce, attemptPage, hurryName, type LoginAttempt } from './login-attempt.ts'
import { storeReview } from './review.ts'
import type { SealedStore } from './sealed-store.ts'

export interface CompleteLoginDependencies extends SealedStore {
  readonly now: () => Date
  readonly random: (bytes: number) => Buffer
  readonly relyingParty: Pick<RelyingParty, 'complete'>
  readonly gather: (gathering: Gathering) => Promise<Readonly<Record<string, SourceAnswer>>>
  readonly cog: Cog
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
  /** Whether the way leads to the citizen's review: values wait there. */
  readonly isReview?: boolean
  /** The error that the form is told, for the log. */
  readonly error?: ServiceError
  /** Whether an earlier request decided it: told again, for a reload or a second tab. */
  readonly isAgain?: boolean
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

/** Is told of a login's steps while they happen: the citizen may be watching. */
export interface LoginListener {
  /** FranceConnect has answered; the ID token is the hint for log-out. */
  loggedIn(idToken: string): void
  /** A state source has answered. */
  arrived(source: string, answer: SourceAnswer): void
}

/**
 * Makes the second step of a login: spend FranceConnect's code, ask the state sources, build the fields,
 * leave them behind a one-time code of ours, or to the citizen's review where there is something to
 * choose. FranceConnect's tokens live in this one call.
 * The returned function throws ServiceError when the login fails; no state source can make it fail.
 */
export function createCompleteLogin(dependencies: CompleteLoginDependencies) {
  const { now, random, relyingParty, gather, store, cog, issuer } = dependencies

  const gathered = (callback: Callback, login: LoginResult, listener: LoginListener) => {
    const { form, attempt } = callback
    const { identity, accessToken } = login
    const isHurried = async () => (await store.get(hurryName(attempt))) !== undefined
    const { arrived } = listener
    return gather({ form, attempt, identity, accessToken, arrived, isHurried })
  }

  const leave = async (
    { form, attempt, redirectUri }: Callback,
    handover: Handover,
  ): Promise<LoginOutcome> => {
    if (needsReview(form.demarche, handover.fields)) {
      await storeReview(dependencies, attempt, handover)
      return { location: `${issuer}/review/${attemptPage(attempt)}`, isReview: true }
    }
    const code = random(32).toString('base64url')
    await storeHandover(dependencies, 'code', code, handover)
    return { location: formRedirect(redirectUri, issuer, { code, state: attempt.state }) }
  }

  return async function completeLogin(
    callback: Callback,
    listener: LoginListener,
  ): Promise<LoginOutcome> {
    const { form, attempt, franceConnectState } = callback
    const login = await relyingParty.complete(form.franceconnect, callback.parameters, {
      state: franceConnectState,
      nonce: attemptNonce(attempt),
      acr: form.demarche.acr,
    })
    listener.loggedIn(login.idToken)
    const sources = await gathered(callback, login, listener)
    const day = { today: frenchDate(now()), cog }
    const outcome = await leave(callback, assembleHandover(callback, login, sources, day))
    return { ...outcome, idTokenHint: login.idToken }
  }
}
