import * as oidc from 'openid-client'
import { describeAnswer } from '../describe-answer.ts'
import { agreeing, type ObservedCase, type ObservedGroup } from '../observed-case.ts'
import {
  bearer,
  callbackUri,
  exchanging,
  freshCode,
  getUserinfo,
  nonce,
  type ObservedWorld,
  postToken,
  secret,
  send,
  state,
  tokensOf,
  walkIn,
} from '../observed-steps.ts'

const tokens = '200 access_token, expires_in=60, id_token, scope, token_type=Bearer'
const grant = (detail: string, code: string) =>
  `400 invalid_grant: grant request is invalid (${detail}), ${code}`
const notFound = grant('authorization code not found', 'Y049E20B')
const missing = (name: string) =>
  `400 invalid_request: missing required parameter '${name}' (undefined), Y048017B`
const client = (detail: string, code: string) =>
  `401 invalid_client: client authentication failed (${detail}), ${code}`
const wrongMethod = client(
  'the provided authentication mechanism does not match the registered client authentication method',
  'Y044D82C',
)
const wrongSecret = client('invalid secret provided', 'Y0434A7B')
const unsupported =
  '400 unsupported_grant_type: unsupported grant_type requested (undefined), Y04C2044'
const noPkce = grant('PKCE verification failed', 'Y0446550')

const basic = { authorization: `Basic ${btoa(`service:${secret}`)}` }
const noCredentials = { client_id: undefined, client_secret: undefined }

/** Two or more requests with one code, the answers in their order. */
function inTurn(...requests: Parameters<typeof exchanging>[]) {
  return async (world: ObservedWorld): Promise<string> => {
    const code = await freshCode(world)
    const answers: string[] = []
    for (const [changes, headers] of requests)
      answers.push(describeAnswer(await postToken(world, code, changes, headers)))
    return answers.map((answer) => answer.replace(tokens, '200')).join('; ')
  }
}

async function afterReplay(world: ObservedWorld): Promise<string> {
  const code = await freshCode(world)
  const { access_token } = JSON.parse((await postToken(world, code)).body)
  await postToken(world, code)
  return describeAnswer(await getUserinfo(world, bearer(access_token)))
}

async function inParallel(world: ObservedWorld): Promise<string> {
  const code = await freshCode(world)
  const answers = await Promise.all([postToken(world, code), postToken(world, code)])
  const won = answers.filter(({ status }) => status === 200)
  const used = await Promise.all(
    won.map(({ body }) => getUserinfo(world, bearer(JSON.parse(body).access_token))),
  )
  const statuses = (list: { status: number }[]) =>
    list
      .map(({ status }) => status)
      .sort()
      .join(' and ')
  return `${statuses(answers)}; UserInfo ${statuses(used)}`
}

async function ofAnother(world: ObservedWorld): Promise<string> {
  const code = await freshCode(world, { changes: { client_id: 'sibling' } })
  return describeAnswer(await postToken(world, code))
}

async function severalHosts(world: ObservedWorld): Promise<string> {
  const { body } = await postToken(world, 'garbage', { client_id: 'two-hosts' })
  const { error, error_description } = JSON.parse(body)
  return `${error}: ${error_description.replace(/ \(.*\)$/, '')}`
}

/** A relying party as its makers describe it, without PKCE. */
async function byLibrary(world: ObservedWorld): Promise<string> {
  const browser = await walkIn(world)
  const execute = [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks]
  const method = oidc.ClientSecretPost(secret)
  const metadata = { id_token_signed_response_alg: 'ES256', userinfo_signed_response_alg: 'ES256' }
  const config = await oidc.discovery(new URL(world.issuer), 'service', metadata, method, {
    execute,
  })
  const checks = { expectedState: state, expectedNonce: nonce }
  const returned = browser.stopped ?? new URL(world.issuer)
  const tokens = await oidc.authorizationCodeGrant(config, returned, checks)
  const { sub = '' } = tokens.claims() ?? {}
  const claims = await oidc.fetchUserInfo(config, tokens.access_token, sub)
  return claims.sub === sub ? 'a whole login, all its checks passed' : 'another sub'
}

async function late(world: ObservedWorld): Promise<string> {
  const code = await freshCode(world)
  world.advance(31)
  return describeAnswer(await postToken(world, code))
}

async function asJson(world: ObservedWorld): Promise<string> {
  const body = JSON.stringify({
    grant_type: 'authorization_code',
    code: 'x',
    redirect_uri: callbackUri,
  })
  const headers = { 'content-type': 'application/json' }
  return describeAnswer(await send(`${world.issuer}/token`, { method: 'POST', body, headers }))
}

async function byGet(world: ObservedWorld): Promise<string> {
  return describeAnswer(await send(`${world.issuer}/token`))
}

/** The assertion is not even looked at: the registered method is another. */
async function byAssertion(world: ObservedWorld): Promise<string> {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { iss: 'service', sub: 'service', aud: world.issuer, jti: 'j', exp: 4_000_000_000 }
  const client_assertion = `${part({ alg: 'ES256' })}.${part(claims)}.${'s'.repeat(86)}`
  const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  return exchanging({ client_secret: undefined, client_assertion, client_assertion_type })(world)
}

async function preflight(world: ObservedWorld): Promise<string> {
  const headers = { origin: 'https://rp.exemple.fr', 'access-control-request-method': 'POST' }
  const answer = await send(`${world.issuer}/token`, { method: 'OPTIONS', headers })
  const allowed = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))
  return `${answer.status}, Access-Control headers: ${allowed.join(', ') || 'none'}`
}

async function openToOrigins(world: ObservedWorld): Promise<string> {
  const { headers } = await postToken(world, 'garbage')
  return `Access-Control-Allow-Origin: ${headers.get('access-control-allow-origin') ?? 'absent'}`
}

async function cacheControl(world: ObservedWorld): Promise<string> {
  const { headers } = await postToken(world, await freshCode(world))
  return `Cache-Control: ${headers.get('cache-control')}`
}

async function grantedScope(world: ObservedWorld): Promise<string> {
  const { scope } = await tokensOf(world, { changes: { scope: 'openid email offline_access' } })
  return `scope ${scope}`
}

const authentication: ObservedCase[] = [
  agreeing(
    'basic',
    '`client_secret_basic`, not advertised',
    tokens,
    exchanging(noCredentials, basic),
  ),
  agreeing('post', '`client_secret_post`', tokens, exchanging()),
  agreeing(
    'basic-and-post',
    'both at once',
    '400 invalid_request: client authentication must only be provided using one mechanism (undefined), Y04DADA6',
    exchanging({}, basic),
  ),
  agreeing('wrong-secret', 'a wrong secret', wrongSecret, exchanging({ client_secret: 'wrong' })),
  agreeing(
    'no-secret',
    '`client_id` without a secret',
    wrongMethod,
    exchanging({ client_secret: undefined }),
  ),
  agreeing(
    'unknown-client',
    'an unknown client',
    client('client not found', 'Y0479FCE'),
    exchanging({ client_id: 'nobody' }),
  ),
  agreeing(
    'no-client',
    'neither `client_id` nor secret',
    '400 invalid_request: no client authentication mechanism provided (undefined), Y044FEB3',
    exchanging(noCredentials),
  ),
  agreeing(
    'several-hosts',
    'a service whose `redirect_uris` have several host:port and no sector',
    'invalid_client_metadata: sector_identifier_uri is mandatory property',
    severalHosts,
  ),
  agreeing('private-key-jwt', '`private_key_jwt`, advertised', wrongMethod, byAssertion),
]

const requests: ObservedCase[] = [
  agreeing(
    'wrong-uri',
    'another `redirect_uri`',
    grant('authorization code redirect_uri mismatch', 'Y04F8199'),
    exchanging({ redirect_uri: 'http://localhost:3000/autre' }),
  ),
  agreeing(
    'no-uri',
    '`redirect_uri` missing',
    missing('redirect_uri'),
    exchanging({ redirect_uri: undefined }),
  ),
  agreeing(
    'verifier',
    '`code_verifier` though there was no challenge',
    noPkce,
    exchanging({ code_verifier: 'v'.repeat(43) }),
  ),
  agreeing('unknown-parameter', 'an unknown parameter', tokens, exchanging({ foo: 'bar' })),
  agreeing('garbage-code', 'a code that never was', notFound, exchanging({ code: 'garbage' })),
  agreeing('no-code', '`code` missing', missing('code'), exchanging({ code: undefined })),
  agreeing(
    'code-of-another',
    'the code of another service',
    grant('client mismatch', 'Y047A2EA'),
    ofAnother,
  ),
  agreeing(
    'no-grant-type',
    '`grant_type` missing',
    missing('grant_type'),
    exchanging({ grant_type: undefined }),
  ),
  agreeing(
    'client-credentials',
    '`grant_type=client_credentials`',
    unsupported,
    exchanging({ grant_type: 'client_credentials' }),
  ),
  agreeing(
    'refresh-token',
    '`grant_type=refresh_token`',
    unsupported,
    exchanging({ grant_type: 'refresh_token' }),
  ),
  agreeing('get', '`GET /token`', '404 page Y000404', byGet),
  agreeing(
    'json',
    'a JSON body',
    '400 invalid_request: only application/x-www-form-urlencoded content-type bodies are supported on POST /token (undefined), Y043C322',
    asJson,
  ),
  agreeing('late', 'the code after 31 s', notFound, late),
  agreeing(
    'library',
    'openid-client 6, unchanged, with every check of signatures',
    'a whole login, all its checks passed',
    byLibrary,
  ),
  agreeing(
    'no-refresh',
    'the answer with tokens after `offline_access`: its `scope`',
    'scope openid email',
    grantedScope,
  ),
  agreeing(
    'cache',
    'the answer with tokens: its Cache-Control',
    'Cache-Control: no-store',
    cacheControl,
  ),
  agreeing('preflight', 'a CORS preflight', '404, Access-Control headers: none', preflight),
  agreeing(
    'allow-origin',
    'an answer to `POST`: its Access-Control-Allow-Origin',
    'Access-Control-Allow-Origin: *',
    openToOrigins,
  ),
]

const alreadyUsed = grant('authorization code already consumed', 'Y0416228')

const again: ObservedCase[] = [
  agreeing('replay', 'a code twice', `200; ${alreadyUsed}`, inTurn([], [])),
  agreeing(
    'replay-basic',
    'the same, by `client_secret_basic` and then `client_secret_post`',
    `200; ${alreadyUsed}`,
    inTurn([noCredentials, basic], []),
  ),
  agreeing(
    'replay-twice',
    'a code three times',
    `200; ${alreadyUsed}; ${notFound}`,
    inTurn([], [], []),
  ),
  agreeing(
    'replay-userinfo',
    'UserInfo with the first access token after a replay',
    '401 invalid_token: invalid token provided (access token not found), Y040001',
    afterReplay,
  ),
  {
    id: 'parallel',
    request: 'a code twice, strictly in parallel',
    observed: '200 and 200; UserInfo 200 and 200',
    provoke: inParallel,
    differs:
      'a race in FranceConnect’s store, which storage in memory does not have: the later one is a replay',
    simulator: '200 and 400; UserInfo 401',
  },
  agreeing(
    'again-after-uri',
    'the code again after a wrong `redirect_uri`',
    `${grant('authorization code redirect_uri mismatch', 'Y04F8199')}; 200`,
    inTurn([{ redirect_uri: 'http://localhost:3000/autre' }], []),
  ),
  agreeing(
    'again-after-verifier',
    'the code again after a `code_verifier`',
    `${noPkce}; 200`,
    inTurn([{ code_verifier: 'v'.repeat(43) }], []),
  ),
  agreeing(
    'again-after-secret',
    'the code again after a wrong secret',
    `${wrongSecret}; 200`,
    inTurn([{ client_secret: 'wrong' }], []),
  ),
]

export const accepts = [
  '*/*',
  'application/json',
  'application/jwt',
  'application/jwt, application/json',
  'text/html',
  'text/html, */*',
]

const byAccept = accepts.map((accept, index) =>
  agreeing(
    `accept-${index + 1}`,
    `a code that never was, \`Accept: ${accept}\``,
    notFound,
    exchanging({ code: 'garbage' }, { accept }),
  ),
)

/** What `/token` answers. */
export const token: ObservedGroup = {
  title: '`/token`',
  cases: [...authentication, ...requests, ...again, ...byAccept],
}
