import { describeAnswer } from '../describe-answer.ts'
import { agreeing, type ObservedCase, type ObservedGroup } from '../observed-case.ts'
import {
  bearer,
  getUserinfo,
  type ObservedWorld,
  secret,
  send,
  tokensOf,
} from '../observed-steps.ts'

function revoke({ issuer }: ObservedWorld, token: string) {
  const body = new URLSearchParams({ token, client_id: 'service', client_secret: secret })
  return send(`${issuer}/token/revocation`, { method: 'POST', body })
}

async function revoked(world: ObservedWorld): Promise<string> {
  const { access_token } = await tokensOf(world)
  return describeAnswer(await revoke(world, access_token))
}

async function userinfoAfter(world: ObservedWorld): Promise<string> {
  const { access_token } = await tokensOf(world)
  await revoke(world, access_token)
  const { status, body } = await getUserinfo(world, bearer(access_token))
  return `${status} ${JSON.parse(body).error}`
}

function absent(path: string): ObservedCase {
  const provoke = async ({ issuer }: ObservedWorld) => {
    const body = new URLSearchParams({ token: 't', client_id: 'service', client_secret: secret })
    return String((await send(`${issuer}${path}`, { method: 'POST', body })).status)
  }
  return agreeing(`absent${path.replaceAll('/', '-')}`, `\`${path}\``, '404', provoke)
}

/** What `/token/revocation` answers, and the endpoints that there are not. */
export const revocation: ObservedGroup = {
  title: 'Revocation, and what there is not',
  cases: [
    agreeing('revoke', 'an access token is revoked', '200 empty', revoked),
    agreeing('revoke-userinfo', 'UserInfo with it afterwards', '401 invalid_token', userinfoAfter),
    agreeing('revoke-short', 'a token of 42 characters', '400', async (world) =>
      String((await revoke(world, 't'.repeat(42))).status),
    ),
    absent('/token/introspection'),
    absent('/request'),
    absent('/reg'),
  ],
}
