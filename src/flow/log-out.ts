import { z } from 'zod'
import { ServiceError } from '../domain/errors.ts'
import type { Form } from '../domain/form.ts'
import type { RelyingParty } from '../franceconnect/relying-party.ts'
import { appendParameters } from './append-parameters.ts'
import { pairwiseSubject } from './pairwise-subject.ts'

export interface LogOutDependencies {
  readonly random: (bytes: number) => Buffer
  readonly relyingParty: Pick<RelyingParty, 'end'>
}

/** A form's wish to log its citizen out, its return address already checked. */
export interface LogOutRequest {
  readonly form: Form
  readonly returnTo: string | undefined
  /** FranceConnect's ID token, where this browser has one. */
  readonly idTokenHint: string | undefined
}

/** Where the browser goes now; with a state, it comes back by `/logout/done`. */
export interface LogOutStep {
  readonly location: string | undefined
  readonly franceConnectState?: string
}

/**
 * The address to return to after log-out: registered, compared character by character, with the form's
 * `state` (OpenID Connect RP-Initiated Logout §3).
 * @throws ServiceError `unregistered_logout_uri`
 */
export function logOutReturn(
  form: Form,
  address: string | undefined,
  state: string | undefined,
): string | undefined {
  if (address === undefined) return undefined
  if (!form.post_logout_redirect_uris.includes(address))
    throw new ServiceError('unregistered_logout_uri')
  return appendParameters(address, { state })
}

const Subject = z.object({ sub: z.string() })

/**
 * Whether the FranceConnect session of this browser is of the person that a form's ID token speaks of.
 * Anyone can have an ID token of their own: it must not log other people out unasked.
 * @param franceConnectIdToken verified when it came, and kept encrypted since
 * @param sub the subject that the form knows
 */
export function isSameCitizen(form: Form, franceConnectIdToken: string, sub: string): boolean {
  const payload = Buffer.from(franceConnectIdToken.split('.')[1] ?? '', 'base64url').toString()
  const { issuer } = form.franceconnect
  return pairwiseSubject(issuer, Subject.parse(JSON.parse(payload)).sub, form.client_id) === sub
}

/**
 * Makes the log-out: by FranceConnect where this browser has a session hint, else straight back.
 * FranceConnect out of reach ends nothing on its side, but never keeps the citizen from returning.
 */
export function createLogOut({ random, relyingParty }: LogOutDependencies) {
  return async function logOut(request: LogOutRequest): Promise<LogOutStep> {
    const { form, returnTo, idTokenHint } = request
    if (idTokenHint === undefined) return { location: returnTo }
    const franceConnectState = random(32).toString('hex')
    try {
      const url = await relyingParty.end(form.franceconnect, idTokenHint, franceConnectState)
      return { location: url.href, franceConnectState }
    } catch (error) {
      if (error instanceof ServiceError) return { location: returnTo }
      throw error
    }
  }
}
