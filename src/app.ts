import express, { type Express } from 'express'
import type { Logger } from 'pino'
import type { Cog } from './domain/cog.ts'
import type { FormRegistry } from './domain/form-registry.ts'
import type { SourceAnswer } from './domain/source-answer.ts'
import { createBeginLogin } from './flow/begin-login.ts'
import { createCompleteLogin } from './flow/complete-login.ts'
import { createFinishReview } from './flow/finish-review.ts'
import { createGather, type Sleep } from './flow/gather.ts'
import { createLogOut } from './flow/log-out.ts'
import { createLoginOutcomes } from './flow/login-outcomes.ts'
import { createReadUserInfo } from './flow/read-user-info.ts'
import { createRedeemCode } from './flow/redeem-code.ts'
import { createSubmitReview } from './flow/review.ts'
import { createSettleCallback } from './flow/settle-callback.ts'
import type { RelyingParty } from './franceconnect/relying-party.ts'
import { askRouter } from './http/ask.ts'
import { createAttemptCookies } from './http/attempt-cookies.ts'
import { authorizeRouter } from './http/authorize.ts'
import { callbackRouter } from './http/callback.ts'
import { clerkRouter } from './http/clerk.ts'
import { continueRouter } from './http/continue.ts'
import { createCookieJar } from './http/cookies.ts'
import { createFailedCodeLimit } from './http/failed-code-limit.ts'
import { createFormLimit } from './http/form-limit.ts'
import { formsRouter } from './http/forms.ts'
import { franceConnectMarkRouter } from './http/franceconnect-mark.ts'
import { createHintCookies } from './http/hint-cookies.ts'
import { homeRouter } from './http/home.ts'
import { logoutRouter } from './http/logout.ts'
import { createLogoutReturn } from './http/logout-return.ts'
import { metadataRouter } from './http/metadata.ts'
import type { Metrics } from './http/metrics.ts'
import { openApiRouter } from './http/openapi/router.ts'
import { createOwnPages } from './http/own-pages.ts'
import { createProblemHandler, notFound, onlyMethods } from './http/problem.ts'
import { createRateLimit } from './http/rate-limit.ts'
import { createReportLogin } from './http/report-login.ts'
import { requestContext } from './http/request-context.ts'
import { reviewRouter } from './http/review.ts'
import { openToAllOrigins, securityHeaders } from './http/security-headers.ts'
import { type SecurityContact, securityTextRouter } from './http/security-txt.ts'
import { statementRouter } from './http/statement.ts'
import { type ThemeDependencies, themeRouter } from './http/theme.ts'
import { tokenRouter } from './http/token.ts'
import { userInfoRouter } from './http/user-info.ts'
import { verifyRouter } from './http/verify.ts'
import { type WidgetFiles, widgetRouter } from './http/widget.ts'
import type { DerivedKeys } from './sealing/derived-keys.ts'
import { createSeal, type Seal } from './sealing/seal.ts'
import type { FormKeys } from './signing/form-keys.ts'
import { createIdTokenHintReader } from './signing/read-id-token-hint.ts'
import { createTokenSigner } from './signing/sign-tokens.ts'
import type { SigningKeys } from './signing/signing-keys.ts'
import type { AskSource } from './sources/source-call.ts'
import { measureStore } from './stores/measure-store.ts'
import type { OneTimeStore } from './stores/one-time-store.ts'

/** Everything outside that the service touches, and what it is configured with. */
export interface AppDependencies {
  readonly publicUrl: string
  readonly forms: FormRegistry
  readonly relyingParty: RelyingParty
  readonly store: OneTimeStore
  readonly keys: SigningKeys
  /** Newest first; at least one. */
  readonly derivedKeys: readonly [DerivedKeys, ...DerivedKeys[]]
  readonly widget: WidgetFiles
  /** The script of the clerk's page. */
  readonly clerkScript: string
  readonly now: () => Date
  readonly random: (bytes: number) => Buffer
  readonly sleep: Sleep
  readonly formKeys: FormKeys
  readonly askSource: AskSource
  readonly readLogo: ThemeDependencies['readLogo']
  readonly cog: Cog
  readonly log: Logger
  readonly metrics: Metrics
  readonly trustProxy: string | number | false
  /** Whom to tell of a weakness; absent where the operator names nobody. */
  readonly security?: SecurityContact | undefined
  /** Of one address, to each route. */
  readonly requestsPerMinute: number
  readonly loginsPerFormAndMinute: number
}

function createFlow(dependencies: AppDependencies, seal: Seal) {
  const { now, random, sleep, relyingParty, store, keys, publicUrl: issuer } = dependencies
  const stateKey = dependencies.derivedKeys[0].state
  const { askSource, cog, metrics, formKeys } = dependencies
  const signer = createTokenSigner(keys)
  const report = (source: string, answer: SourceAnswer, milliseconds: number) => {
    const reason = answer.status === 'ok' ? 'none' : answer.reason
    metrics.source(source, answer.status, reason, milliseconds / 1000)
  }
  const gather = createGather({ now, sleep, askSource, report })
  const login = { now, random, relyingParty, gather, store, seal, cog, issuer }
  const completeLogin = createCompleteLogin(login)
  const outcomes = createLoginOutcomes({ store, seal }, sleep)
  const submitReview = createSubmitReview({ store, seal, random, issuer })
  return {
    beginLogin: createBeginLogin({ now, random, relyingParty, stateKey, formKeys }),
    settleCallback: createSettleCallback({ completeLogin, outcomes, issuer, store, pause: sleep }),
    outcomes,
    finishReview: createFinishReview({ store, submitReview, outcomes }),
    redeemCode: createRedeemCode({ now, random, store, seal, signer, formKeys, issuer }),
    readUserInfo: createReadUserInfo(store),
    logOut: createLogOut({ random, relyingParty }),
  }
}

function withMeasuredStore(dependencies: AppDependencies): AppDependencies {
  const { store, metrics } = dependencies
  if (store.holds !== undefined) metrics.watchStore(store.holds)
  return { ...dependencies, store: measureStore(store, metrics.store) }
}

const openPaths = ['/.well-known', '/jwks', '/forms', '/widget', '/openapi.json', '/schemas']

/**
 * Puts the service together. The order is the security argument: headers and request id come before
 * anything that can fail, every route parses its own input before it calls the flow, and one handler at
 * the end decides what an error may say.
 */
export function createApp(given: AppDependencies): Express {
  const dependencies = withMeasuredStore(given)
  const { publicUrl, forms, keys, now, metrics, sleep, store } = dependencies
  const isSecure = publicUrl.startsWith('https:')
  const seal = createSeal(dependencies.random)
  const flow = createFlow(dependencies, seal)
  const cookieKeys = dependencies.derivedKeys.map(({ cookie }) => cookie)
  const stateKeys = dependencies.derivedKeys.map(({ state }) => state)
  const sealed = { jar: createCookieJar(isSecure), cookieKeys, seal }
  const attemptCookies = createAttemptCookies({ ...sealed, now })
  const hintCookies = createHintCookies(sealed)
  const limit = () => createRateLimit(dependencies.requestsPerMinute)
  const readIdTokenHint = createIdTokenHintReader(keys, publicUrl)

  const app = express()
  app.disable('x-powered-by').disable('etag')
  app.set('trust proxy', dependencies.trustProxy).set('query parser', false)
  app.use(requestContext(dependencies), securityHeaders(isSecure))
  const formLimit = createFormLimit(now, dependencies.loginsPerFormAndMinute)
  const own = { forms, issuer: publicUrl, attemptCookies, formLimit }
  const issuer = publicUrl
  const cookies = { attemptCookies, hintCookies }
  const failedCodes = createFailedCodeLimit(now, Math.ceil(dependencies.requestsPerMinute / 10))
  const reportLogin = createReportLogin(metrics)
  const returning = { forms, stateKeys, failedCodes, metrics, reportLogin, sleep }
  // Express asks one router after the other: what every login needs comes first.
  app.use(authorizeRouter({ ...flow, ...own, metrics, limit: limit() }))
  app.use(callbackRouter({ ...flow, ...cookies, ...returning }))
  app.use(tokenRouter({ ...flow, forms, limit: limit() }))
  const ownPage = createOwnPages({ forms, attemptCookies, publicUrl })
  app.use(askRouter({ ...flow, ...cookies, ownPage, issuer, metrics, limit: limit() }))
  app.use(continueRouter({ ...flow, ...cookies, ownPage, store, issuer, limit: limit() }))
  app.use(reviewRouter({ ...flow, ownPage, store, issuer, limit: limit() }))
  app.use(openPaths, openToAllOrigins)
  app.use(metadataRouter({ issuer: publicUrl, keys }))
  app.use(securityTextRouter({ security: dependencies.security, publicUrl, now }))
  app.use(formsRouter(forms, publicUrl))
  app.use(widgetRouter(dependencies.widget), franceConnectMarkRouter())
  app.use(homeRouter(), openApiRouter(publicUrl), statementRouter(forms))
  app.use(themeRouter({ forms, readLogo: dependencies.readLogo, limit: limit() }))
  app.use(clerkRouter(dependencies.clerkScript, publicUrl))
  app.use(userInfoRouter(flow.readUserInfo, limit()))
  app.use(verifyRouter({ forms, issuer: publicUrl, keys, now, metrics, limit: limit() }))
  const logoutReturn = createLogoutReturn(sealed)
  const leaving = { readIdTokenHint, logoutReturn, hintCookies }
  app.use(logoutRouter({ ...flow, ...leaving, forms, publicUrl, limit: limit() }))
  app.all(['/token', '/verify'], onlyMethods('POST'))
  app.all(['/authorize', '/userinfo', '/logout', '/ask/:page'], onlyMethods('GET, POST'))
  app.all(['/continue/:page', '/review/:page'], onlyMethods('GET, POST'))
  app.use(notFound, createProblemHandler(forms))
  return app
}
