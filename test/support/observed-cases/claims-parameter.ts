import { decodeJwt } from 'jose'
import { describeEnd } from '../describe-answer.ts'
import type { ObservedCase, ObservedGroup } from '../observed-case.ts'
import {
  journey,
  type ObservedWorld,
  postToken,
  userinfoClaims,
  walkIn,
} from '../observed-steps.ts'

const members = (claims: object) =>
  Object.entries(claims).map(([name, value]) =>
    name === 'amr' || name === 'acr' ? `${name}=${JSON.stringify(value)}` : name,
  )

/** Where the login ends; if it succeeds, the members of the ID token, and for an anonymous login of UserInfo. */
function claiming(claims: string, scope: string) {
  return async (world: ObservedWorld): Promise<string> => {
    const changes = { claims, scope }
    const browser = await walkIn(world, { changes })
    const code = browser.stopped?.searchParams.get('code')
    if (!code) return describeEnd(browser, journey(world, changes))
    const tokens = JSON.parse((await postToken(world, code)).body)
    const idToken = members(decodeJwt(tokens.id_token)).join(', ')
    // Of the other logins UserInfo was not noted.
    if (scope !== 'openid') return `ID token: ${idToken}`
    const userinfo = members(await userinfoClaims(world, tokens.access_token)).join(', ')
    return `ID token: ${idToken}; UserInfo: ${userinfo}`
  }
}

function row(id: string, claims: string, observed: string, scope = 'openid'): ObservedCase {
  const request = `\`${claims}\`, \`scope=${scope}\``
  return { id, request, observed, provoke: claiming(claims, scope), agrees: true }
}

const envelope = 'aud, exp, iat, iss'
const anonymous = `UserInfo: sub, ${envelope}`
const stuck = '409 page Y190004'
const covering = 'openid given_name email'
const withAmr =
  'ID token: sub, amr=["fc","pwd"], auth_time, acr="eidas1", nonce, aud, exp, iat, iss'
const ordinary = 'ID token: sub, auth_time, acr="eidas1", nonce, aud, exp, iat, iss'

const identity = '{"id_token":{"given_name":null,"email":{"essential":true}}}'
const email = '{"userinfo":{"email":{"essential":true}}}'

/** The `claims` parameter: what FranceConnect lets through is amr, `eidas1`, auth_time. */
export const claimsParameter: ObservedGroup = {
  title: 'The `claims` parameter',
  cases: [
    row('amr', '{"id_token":{"amr":{"essential":true}}}', `${withAmr}; ${anonymous}`),
    row('amr-null', '{"id_token":{"amr":null}}', `${withAmr}; ${anonymous}`),
    row(
      'amr-auth-time',
      '{"id_token":{"amr":{"essential":true},"auth_time":null}}',
      withAmr,
      covering,
    ),
    row(
      'acr-1',
      '{"id_token":{"acr":{"essential":true,"value":"eidas1"}}}',
      `ID token: sub, acr="eidas1", auth_time, nonce, aud, exp, iat, iss; ${anonymous}`,
    ),
    row('acr-2', '{"id_token":{"acr":{"essential":true,"value":"eidas2"}}}', stuck),
    row('identity', identity, stuck),
    row('identity-covered', identity, stuck, covering),
    row('email', email, stuck),
    row('email-covered', email, stuck, covering),
    row('sub', '{"id_token":{"sub":{"value":"zz"}}}', stuck, covering),
    row('address', '{"userinfo":{"address":null}}', ordinary, covering),
  ],
}
