import { expect } from '@jest/globals'
import { callbackUri, type TestService } from './simulator-relying-party.ts'

export type Fields = Record<string, string | undefined>

/** A code that a citizen has just brought back. */
export async function freshCode(service: TestService): Promise<string> {
  return (await service.callback('test')).searchParams.get('code') ?? ''
}

/** Sends a token request that is good but for the changes (`undefined` removes a field), without openid-client. */
export async function postToken(
  service: TestService,
  code: string,
  changes: Fields = {},
  headers: Record<string, string> = {},
) {
  const good = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: callbackUri,
    client_id: 'service',
    client_secret: 'secret-of-the-service',
  }
  const fields = Object.entries({ ...good, ...changes }).filter(([, value]) => value !== undefined)
  const body = new URLSearchParams(fields as [string, string][])
  const url = `${service.simulator.issuer}/token`
  const response = await fetch(url, { method: 'POST', body, headers })
  return { status: response.status, body: await response.json() }
}

/** Asks UserInfo without openid-client. */
export async function getUserinfo(service: TestService, token: string | undefined, accept = '*/*') {
  const headers = { accept, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }
  const response = await fetch(`${service.simulator.issuer}/userinfo`, { headers })
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: await response.text(),
  }
}

/** An error as FranceConnect's endpoints word it. */
export function errorBody(error: string, description: string, code: string) {
  return {
    error,
    error_description: description,
    error_uri: expect.stringMatching(new RegExp(`\\?code=${code}&id=[0-9a-f-]{36}$`)),
  }
}
