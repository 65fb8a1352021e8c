import { type Language, pickLanguage } from '../domain/languages.ts'
import type { RelyingParty } from '../franceconnect/relying-party.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { attemptNonce, attemptState, hashRedirectUri, type LoginAttempt } from './login-attempt.ts'

export interface BeginLoginDependencies {
  readonly now: () => Date
  readonly random: (bytes: number) => Buffer
  readonly relyingParty: Pick<RelyingParty, 'begin'>
  readonly stateKey: Buffer
}

/** A login begun: where the citizen goes, and what their browser has to keep. */
export interface BegunLogin {
  readonly location: string
  readonly attempt: LoginAttempt
  readonly franceConnectState: string
}

/**
 * Makes the first step of a login: an attempt for the citizen's browser, and FranceConnect's address.
 * The returned function throws ServiceError when FranceConnect cannot be reached.
 */
export function createBeginLogin({ now, random, relyingParty, stateKey }: BeginLoginDependencies) {
  return async function beginLogin(
    request: AuthorizationRequest,
    browserLanguage: Language,
  ): Promise<BegunLogin> {
    const { form } = request
    const attempt: LoginAttempt = {
      clientId: form.client_id,
      redirectUriHash: hashRedirectUri(request.redirectUri),
      language: pickLanguage(request.uiLocales) ?? browserLanguage,
      startedAt: Math.floor(now().getTime() / 1000),
      secret: random(32).toString('base64url'),
      codeChallenge: request.codeChallenge,
      state: request.state,
      nonce: request.nonce,
      isDone: false,
    }
    const franceConnectState = attemptState(attempt, stateKey)
    const location = await relyingParty.begin(
      form.franceconnect,
      { state: franceConnectState, nonce: attemptNonce(attempt), acr: form.demarche.acr },
      form.scopes,
    )
    return { location: location.href, attempt, franceConnectState }
  }
}
