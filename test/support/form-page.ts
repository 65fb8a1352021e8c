import { createHash, randomBytes } from 'node:crypto'
import axios, { type AxiosResponse } from 'axios'
import { decodeJwt } from 'jose'
import type { PrefillClaims } from '../../src/domain/prefill-claims.ts'
import { type BrowserSession, logIn } from './browser-session.ts'
import { formOrigin, type System } from './start-system.ts'

/** A client that reports every status instead of throwing, and follows no redirect. */
export const http = axios.create({ validateStatus: () => true, maxRedirects: 0 })

/** What a form's page keeps of a trip. */
export interface Trip {
  readonly url: URL
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

export const cantine = { client_id: 'demo-cantine', redirect_uri: `${formOrigin}/cantine` }

/** The request that the page of a public form makes, with parameters changed, added, or (undefined) left out. */
export function tripOf(
  system: Pick<System, 'serviceOrigin'>,
  changes: Readonly<Record<string, string | undefined>> = {},
): Trip {
  const state = randomBytes(32).toString('base64url')
  const nonce = randomBytes(32).toString('base64url')
  const verifier = randomBytes(32).toString('base64url')
  const parameters = {
    ...cantine,
    response_type: 'code',
    scope: 'openid',
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  }
  const url = new URL(`${system.serviceOrigin}/authorize`)
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.append(name, value)
  return { url, state, nonce, verifier }
}

/** Redeems a code as a form's page does; parameters can be changed, or (undefined) left out. */
export function redeem(
  system: Pick<System, 'serviceOrigin'>,
  trip: Trip,
  code: string | null,
  changes: Readonly<Record<string, string | undefined>> = {},
  headers: Readonly<Record<string, string>> = { origin: formOrigin },
): Promise<AxiosResponse> {
  const parameters = {
    grant_type: 'authorization_code',
    ...cantine,
    code: code ?? undefined,
    code_verifier: trip.verifier,
    ...changes,
  }
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) body.append(name, value)
  return http.post(`${system.serviceOrigin}/token`, body, { headers })
}

/** A whole login of a citizen on the school meals form: the address that the form's page receives. */
export async function goToFranceConnectAndBack(
  system: System,
  trip: Trip,
  login: string,
  browser: BrowserSession = system.citizen(),
): Promise<URL> {
  return logIn(browser, trip.url.href, { login, password: '123' })
}

/** The prefill token's claims after a whole login on a public form. */
export async function prefill(
  system: System,
  login: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<PrefillClaims> {
  const trip = tripOf(system, changes)
  const back = await goToFranceConnectAndBack(system, trip, login)
  const client = {
    client_id: changes.client_id ?? cantine.client_id,
    redirect_uri: changes.redirect_uri ?? cantine.redirect_uri,
  }
  const { data } = await redeem(system, trip, back.searchParams.get('code'), client)
  return decodeJwt<PrefillClaims>(data.prefill_token) as PrefillClaims
}
