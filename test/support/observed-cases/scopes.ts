import { decodeJwt } from 'jose'
import type { ObservedCase, ObservedGroup } from '../observed-case.ts'
import { loggingIn, type ObservedWorld, tokensOf, userinfoClaims } from '../observed-steps.ts'

const envelope = new Set(['sub', 'aud', 'exp', 'iat', 'iss'])

function released(scope: string) {
  return async (world: ObservedWorld): Promise<string> => {
    const tokens = await tokensOf(world, { login: 'nom.usage', changes: { scope } })
    const claims = Object.keys(await userinfoClaims(world, tokens.access_token))
    const identity = claims.filter((name) => !envelope.has(name)).join(', ') || 'nothing'
    return `scope ${tokens.scope}; UserInfo: ${identity}`
  }
}

function row(scope: string, claims: string, granted = scope): ObservedCase {
  return {
    id: scope.replaceAll(/[ _]/g, '-'),
    request: `\`${scope}\``,
    observed: `scope ${granted}; UserInfo: ${claims}`,
    provoke: released(scope),
    agrees: true,
  }
}

async function idTokenMembers(world: ObservedWorld): Promise<string> {
  return Object.keys(decodeJwt((await tokensOf(world)).id_token)).join(', ')
}

async function idTokenLifetime(world: ObservedWorld): Promise<string> {
  const { exp = 0, iat = 0 } = decodeJwt((await tokensOf(world)).id_token)
  return `exp iat + ${exp - iat}`
}

const people = 'given_name, given_name_array, family_name, birthdate, gender'

/** Which claims a scope releases at UserInfo, for a citizen who has a usage name. */
export const scopes: ObservedGroup = {
  title: 'Scopes and the claims that they release',
  cases: [
    row('openid', 'nothing'),
    row('openid profile', `${people}, preferred_username`),
    row('openid birth', 'birthplace, birthcountry'),
    row('openid identite_pivot', `${people}, birthplace, birthcountry`),
    row('openid given_name', 'given_name, given_name_array'),
    row('openid family_name', 'family_name'),
    row('openid preferred_username', 'preferred_username'),
    row('openid gender', 'gender'),
    row('openid birthdate', 'birthdate'),
    row('openid birthplace', 'birthplace'),
    row('openid birthcountry', 'birthcountry'),
    row('openid email', 'email'),
    row('openid idp_birthdate', 'idp_birthdate'),
    row('openid idp_id', 'idp_id'),
    row('openid dgfip_rfr', 'nothing'),
    row('openid phone address', 'nothing', 'openid'),
    row('openid foo', 'nothing', 'openid'),
    row('openid email offline_access', 'email', 'openid email'),
    {
      id: 'openid-amr',
      request: '`openid amr`, by a service that lacks the scope',
      observed:
        'service: error=invalid_scope, error_description=requested scope is not allowed, scope=amr, state, iss',
      provoke: loggingIn({ scope: 'openid amr' }),
      agrees: true,
    },
    {
      id: 'id-token',
      request: 'the ID token, whatever the scopes: its members',
      observed: 'sub, auth_time, acr, nonce, aud, exp, iat, iss',
      provoke: idTokenMembers,
      agrees: true,
    },
    {
      id: 'id-token-lifetime',
      request: 'the same: how long it lives',
      observed: 'exp iat + 60',
      provoke: idTokenLifetime,
      agrees: true,
    },
  ],
}
