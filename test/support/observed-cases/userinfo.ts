import { decodeJwt } from 'jose'
import { type Answer, describeAnswer } from '../describe-answer.ts'
import { agreeing, type ObservedGroup } from '../observed-case.ts'
import { bearer, getUserinfo, type ObservedWorld, send, tokensOf } from '../observed-steps.ts'
import { accepts } from './token.ts'

const notFound = '401 invalid_token: invalid token provided (access token not found), Y040001'
const notFoundChallenge =
  'Bearer realm="ISSUER", error="invalid_token", error_description="invalid token provided"'

const accessToken = async (world: ObservedWorld) => (await tokensOf(world)).access_token

/** The answer with its WWW-Authenticate. */
function challenged({ issuer }: ObservedWorld, answer: Answer): string {
  const challenge = answer.headers.get('www-authenticate')?.replaceAll(issuer, 'ISSUER')
  return `${describeAnswer(answer)}; WWW-Authenticate: ${challenge ?? 'absent'}`
}

function asked(
  headers: (token: string) => Readonly<Record<string, string>>,
  query?: (token: string) => string,
) {
  return async (world: ObservedWorld): Promise<string> => {
    const token = await accessToken(world)
    return describeAnswer(await getUserinfo(world, headers(token), query?.(token)))
  }
}

function refused(headers: Readonly<Record<string, string>>) {
  return async (world: ObservedWorld): Promise<string> =>
    challenged(world, await getUserinfo(world, headers))
}

async function twice(world: ObservedWorld): Promise<string> {
  const headers = bearer(await accessToken(world))
  const first = await getUserinfo(world, headers)
  return `${first.status}; ${(await getUserinfo(world, headers)).status}`
}

async function posted(world: ObservedWorld): Promise<string> {
  const headers = bearer(await accessToken(world))
  return describeAnswer(await send(`${world.issuer}/userinfo`, { method: 'POST', headers }))
}

async function postedBody(world: ObservedWorld): Promise<string> {
  const body = new URLSearchParams({ access_token: await accessToken(world) })
  return describeAnswer(await send(`${world.issuer}/userinfo`, { method: 'POST', body }))
}

async function late(world: ObservedWorld): Promise<string> {
  const headers = bearer(await accessToken(world))
  world.advance(61)
  return challenged(world, await getUserinfo(world, headers))
}

async function envelope(world: ObservedWorld): Promise<string> {
  const { body } = await getUserinfo(world, bearer(await accessToken(world)))
  const { iss, aud, iat = 0, exp = 0 } = decodeJwt(body)
  return `iss ${iss === world.issuer ? 'right' : iss}, aud ${aud}, exp iat + ${exp - iat}`
}

const html = (accept: string) => accept.includes('text/html')
const byAccept = accepts.map((accept, index) =>
  agreeing(
    `accept-${index + 1}`,
    `an access token that never was, \`Accept: ${accept}\``,
    html(accept) ? '401 page Y040001 as application/jwt; charset=utf-8' : notFound,
    async (world) => describeAnswer(await getUserinfo(world, { ...bearer('garbage'), accept })),
  ),
)

/** What `/userinfo` answers. */
export const userinfo: ObservedGroup = {
  title: '`/userinfo`',
  cases: [
    agreeing('good', '`Authorization: Bearer`', '200 signed JWT', asked(bearer)),
    agreeing('twice', 'the same token a second time', '200; 200', twice),
    agreeing(
      'accept-json',
      '`Accept: application/json`',
      '200 signed JWT',
      asked((token) => ({ ...bearer(token), accept: 'application/json' })),
    ),
    agreeing(
      'query',
      '`?access_token=`',
      '200 signed JWT',
      asked(
        () => ({}),
        (token) => `?access_token=${token}`,
      ),
    ),
    agreeing(
      'schema',
      '`?schema=openid`',
      '200 signed JWT',
      asked(bearer, () => '?schema=openid'),
    ),
    agreeing(
      'envelope',
      'what stands around the claims',
      'iss right, aud service, exp iat + 60',
      envelope,
    ),
    agreeing('post', '`POST` with the header', '404 page Y000404', posted),
    agreeing('post-body', '`POST` with the token in the body', '404 page Y000404', postedBody),
    agreeing(
      'no-token',
      'no token',
      '401 invalid_token: no access token provided (no access token provided), Y04146A2; WWW-Authenticate: Bearer realm="ISSUER", DPoP realm="ISSUER", algs="ES256 RS256"',
      refused({}),
    ),
    agreeing(
      'garbage',
      'a token that never was',
      `${notFound}; WWW-Authenticate: ${notFoundChallenge}`,
      refused(bearer('garbage')),
    ),
    agreeing(
      'scheme',
      '`Authorization: Token`',
      '400 invalid_request: authorization header scheme must be `Bearer` (undefined), Y043D61A; WWW-Authenticate: Bearer realm="ISSUER", error="invalid_request", error_description="authorization header scheme must be `Bearer`"',
      refused({ authorization: 'Token garbage' }),
    ),
    agreeing(
      'late',
      'the token after 61 s',
      `${notFound}; WWW-Authenticate: ${notFoundChallenge}`,
      late,
    ),
    ...byAccept,
  ],
}
