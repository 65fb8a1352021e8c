import { decodeJwt } from 'jose'
import { agreeing, type ObservedGroup } from '../observed-case.ts'
import { type ObservedWorld, tokensOf, userinfoClaims } from '../observed-steps.ts'

async function subOf(world: ObservedWorld, client_id: string, login = 'test') {
  const { id_token } = await tokensOf(world, { login, changes: { client_id, scope: 'openid' } })
  return decodeJwt(id_token).sub ?? ''
}

/** The subs of two logins, compared. */
function compared(one: [string, string?], other: [string, string?]) {
  return async (world: ObservedWorld): Promise<string> =>
    (await subOf(world, ...one)) === (await subOf(world, ...other)) ? 'the same' : 'another'
}

async function shape(world: ObservedWorld): Promise<string> {
  const sub = await subOf(world, 'service')
  return /^[0-9a-f]{64}v1$/.test(sub) ? '64 hexadecimal characters and “v1”' : sub
}

async function atUserinfo(world: ObservedWorld): Promise<string> {
  const { id_token, access_token } = await tokensOf(world)
  const { sub } = await userinfoClaims(world, access_token)
  return sub === decodeJwt(id_token).sub ? 'the same' : 'another'
}

/** The identifier of a citizen for a service. */
export const sub: ObservedGroup = {
  title: '`sub`',
  cases: [
    agreeing('shape', 'what it looks like', '64 hexadecimal characters and “v1”', shape),
    agreeing(
      'again',
      'the same citizen at the same service again',
      'the same',
      compared(['service'], ['service']),
    ),
    agreeing(
      'entity',
      'at another service of the same organisation',
      'the same',
      compared(['service'], ['sibling']),
    ),
    agreeing(
      'other',
      'at a service of another organisation',
      'another',
      compared(['service'], ['other']),
    ),
    agreeing(
      'citizen',
      'another citizen at the same service',
      'another',
      compared(['service'], ['service', 'karim']),
    ),
    agreeing('userinfo', '`sub` of UserInfo beside that of the ID token', 'the same', atUserinfo),
  ],
}
