import type { Citizen } from './citizens.ts'
import type { DataProvider } from './data-provider.ts'
import { pairwiseSub } from './pairwise-sub.ts'
import { releaseIdentity } from './released-identity.ts'
import type { SimulatorContext } from './simulator-context.ts'

const civilStatus = [
  'gender',
  'family_name',
  'given_name',
  'given_name_array',
  'birthdate',
  'birthplace',
  'birthcountry',
] as const

/**
 * What FranceConnect tells a data provider of an access token: which service got it, what of the data provider's
 * scopes it covers (possibly none), and the civil status behind it, whatever its scopes. Of a token that has
 * expired, was revoked or never was: `active: false` and nothing else.
 */
export async function introspectToken(
  { provider, citizens }: SimulatorContext,
  dataProvider: DataProvider,
  token: string,
): Promise<Record<string, unknown>> {
  const found = await provider.AccessToken.find(token)
  const citizen = citizens.get(found?.accountId ?? '')
  if (found === undefined || citizen === undefined) return { active: false }
  const granted = (found.scope ?? '').split(' ')
  return {
    active: true,
    aud: found.clientId,
    sub: pairwiseSub(releaseIdentity(citizen), dataProvider.client_id),
    iat: found.iat,
    exp: found.exp,
    acr: 'eidas1',
    jti: token,
    scope: granted.filter((scope) => dataProvider.scopes.includes(scope)).join(' '),
    ...civilStatusOf(citizen),
  }
}

function civilStatusOf(citizen: Citizen): Record<string, unknown> {
  const identity = releaseIdentity(citizen)
  const known = civilStatus.filter((claim) => identity[claim] !== undefined)
  return Object.fromEntries(known.map((claim) => [claim, identity[claim]]))
}
