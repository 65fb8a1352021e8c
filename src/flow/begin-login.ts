import { type Form, scopesOf } from '../domain/form.ts'
import { type Language, pickLanguage } from '../domain/languages.ts'
import type { RelyingParty } from '../franceconnect/relying-party.ts'
import type { FormKeys } from '../signing/form-keys.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { attemptNonce, attemptState, hashRedirectUri, type LoginAttempt } from './login-attempt.ts'

export interface BeginLoginDependencies {
  readonly now: () => Date
  readonly random: (bytes: number) => Buffer
  readonly relyingParty: Pick<RelyingParty, 'begin'>
  readonly stateKey: Buffer
  readonly formKeys: Pick<FormKeys, 'keyOf'>
}

/** The first step of a login. */
export interface BeginLogin {
  /** Makes the attempt that the citizen's browser keeps. Every source of the form is wanted at first. */
  open(request: AuthorizationRequest, browserLanguage: Language): LoginAttempt
  /** The `state` of an attempt towards FranceConnect, by which its cookie is found. */
  stateOf(attempt: LoginAttempt): string
  /**
   * FranceConnect's address for an attempt, with the scopes of the sources that the citizen wants.
   * @param state the attempt's own, by `stateOf`
   * @throws ServiceError when FranceConnect cannot be reached, or the form's own key cannot be had
   */
  leave(form: Form, attempt: LoginAttempt, state: string): Promise<string>
}

/** Makes the first step of a login. */
export function createBeginLogin(dependencies: BeginLoginDependencies): BeginLogin {
  const { now, random, relyingParty, stateKey, formKeys } = dependencies
  return {
    stateOf: (attempt) => attemptState(attempt, stateKey),
    open: (request, browserLanguage) => ({
      clientId: request.form.client_id,
      redirectUriHash: hashRedirectUri(request.redirectUri),
      language: pickLanguage(request.uiLocales) ?? browserLanguage,
      startedAt: Math.floor(now().getTime() / 1000),
      secret: random(32).toString('base64url'),
      codeChallenge: request.codeChallenge,
      state: request.state,
      nonce: request.nonce,
      sources: request.form.sources.map(({ name }) => name),
      answers: {},
      isDone: false,
    }),
    leave: async (form, attempt, state) => {
      // Better before the citizen takes the trouble than after.
      if (form.encryption !== undefined) await formKeys.keyOf(form.encryption)
      const { acr } = form.demarche
      const request = { state, nonce: attemptNonce(attempt), acr }
      const scopes = scopesOf(form, attempt.sources)
      return (await relyingParty.begin(form.franceconnect, request, scopes)).href
    },
  }
}
