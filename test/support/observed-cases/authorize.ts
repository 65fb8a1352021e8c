import { describeAnswer, describeWalk } from '../describe-answer.ts'
import { agreeing, type ObservedCase, type ObservedGroup } from '../observed-case.ts'
import {
  asking,
  authorizeUrl,
  journey,
  type ObservedWorld,
  openBrowser,
  send,
  shortPath,
} from '../observed-steps.ts'

const choice = '303 → 200 choice of identity provider'
const refused = '400 page Y030007'
const unregistered = '400 page Y04C013C'
const noOpenid =
  '303 → service: error=invalid_request, error_description=openid scope must be requested when using the acr_values parameter, state, iss'
const wrongResponseType =
  '303 → service, in the fragment: error=unsupported_response_type, error_description=unsupported response_type requested, state, iss'
const wrongLevel = (level: string) =>
  `303 → 303 → 303 → service: error=invalid_acr, error_description=acr_value is not valid, should be equal one of these values, expected eidas1, got ${level}, state, iss`
const wrongHint =
  'service: error=invalid_idp_hint, error_description=An idp_hint was provided but is not allowed, state=undefined, iss'

type Changes = Readonly<Record<string, string | undefined>>

function row(id: string, request: string, changes: Changes, observed: string): ObservedCase {
  return { id, request, observed, provoke: asking(changes), agrees: true }
}

const accepted: ObservedCase[] = [
  row('good', 'all that is required, nothing else', {}, choice),
  row('openid-alone', '`scope=openid`: an anonymous login', { scope: 'openid' }, choice),
  row('scope-unknown', 'an unknown scope beside openid', { scope: 'openid foo' }, choice),
  row('scope-standard', '`scope=openid phone address`', { scope: 'openid phone address' }, choice),
  row(
    'scope-offline',
    '`offline_access` beside openid',
    { scope: 'openid offline_access' },
    choice,
  ),
  row('nonce-22', 'a nonce of 22 characters', { nonce: 'n'.repeat(22) }, choice),
  row('nonce-600', 'a nonce of 600 characters', { nonce: 'n'.repeat(600) }, choice),
  row('state-1', 'a state of 1 character', { state: 's' }, choice),
  row('state-31', 'a state of 31 characters', { state: 's'.repeat(31) }, choice),
  row('state-600', 'a state of 600 characters', { state: 's'.repeat(600) }, choice),
  row('acr-empty', '`acr_values` empty', { acr_values: '' }, choice),
  row('acr-unknown', '`acr_values=garbage`', { acr_values: 'garbage' }, choice),
  row('acr-unknown-two', '`acr_values=foo bar`', { acr_values: 'foo bar' }, choice),
  row('acr-2-1', '`acr_values=eidas2 eidas1`', { acr_values: 'eidas2 eidas1' }, choice),
  row('acr-1-2', '`acr_values=eidas1 eidas2`', { acr_values: 'eidas1 eidas2' }, choice),
  row('prompt-login', '`prompt=login`', { prompt: 'login' }, choice),
  row('prompt-consent', '`prompt=consent`', { prompt: 'consent' }, choice),
  row('prompt-both', '`prompt=login consent`', { prompt: 'login consent' }, choice),
  row(
    'claims-amr',
    '`claims` asks amr, with the right to it',
    { claims: '{"id_token":{"amr":{"essential":true}}}' },
    choice,
  ),
  row(
    'claims-unknown',
    '`claims` with an unknown member',
    { claims: '{"id_token":{"foo":null}}' },
    choice,
  ),
  row(
    'two-paths',
    'a service whose `redirect_uris` are several paths of one host:port',
    { client_id: 'two-paths' },
    choice,
  ),
]

const redirected: ObservedCase[] = [
  row(
    'scope-not-granted',
    'two known scopes, one of which the service lacks',
    { scope: 'openid dgfip_rfr mi_siv_carte_grise' },
    '303 → service: error=invalid_scope, error_description=requested scope is not allowed, scope=mi_siv_carte_grise, state, iss',
  ),
  row('scope-no-openid', '`scope` without openid', { scope: 'email' }, noOpenid),
  row('scope-empty', '`scope` empty', { scope: '' }, noOpenid),
  row(
    'claims-no-json',
    '`claims` that is no JSON',
    { claims: '{' },
    '303 → service: error=invalid_request, error_description=could not parse the claims parameter JSON, state, iss',
  ),
  row(
    'response-type-id-token',
    '`response_type=id_token`',
    { response_type: 'id_token' },
    wrongResponseType,
  ),
  row(
    'response-type-hybrid',
    '`response_type=code id_token`',
    { response_type: 'code id_token' },
    wrongResponseType,
  ),
  row('acr-2', '`acr_values=eidas2`', { acr_values: 'eidas2' }, wrongLevel('eidas2')),
  row('acr-3', '`acr_values=eidas3`', { acr_values: 'eidas3' }, wrongLevel('eidas3')),
  row(
    'acr-3-2',
    '`acr_values=eidas3 eidas2`: the lower one counts',
    { acr_values: 'eidas3 eidas2' },
    wrongLevel('eidas2'),
  ),
  row(
    'acr-unknown-2',
    '`acr_values=foo eidas2`',
    { acr_values: 'foo eidas2' },
    wrongLevel('eidas2'),
  ),
]

const missing = [
  'scope',
  'nonce',
  'state',
  'acr_values',
  'client_id',
  'redirect_uri',
  'response_type',
].map((name) => row(`no-${name}`, `\`${name}\` missing`, { [name]: undefined }, refused))

const stopped: ObservedCase[] = [
  ...missing,
  row('nonce-21', 'a nonce of 21 characters', { nonce: 'n'.repeat(21) }, refused),
  row('prompt-none', '`prompt=none`', { prompt: 'none' }, refused),
  row('prompt-select', '`prompt=select_account`', { prompt: 'select_account' }, refused),
  row('prompt-empty', '`prompt` empty', { prompt: '' }, refused),
  row(
    'pkce',
    'PKCE, S256',
    { code_challenge: 'c'.repeat(43), code_challenge_method: 'S256' },
    refused,
  ),
  row(
    'pkce-plain',
    'PKCE, plain',
    { code_challenge: 'c'.repeat(43), code_challenge_method: 'plain' },
    refused,
  ),
  row('response-mode-query', '`response_mode=query`', { response_mode: 'query' }, refused),
  row('response-mode-form', '`response_mode=form_post`', { response_mode: 'form_post' }, refused),
  row('login-hint', '`login_hint`', { login_hint: 'test' }, refused),
  row('max-age', '`max_age=0`', { max_age: '0' }, refused),
  row('display', '`display=page`', { display: 'page' }, refused),
  row('unknown-parameter', 'an unknown parameter', { foo: 'bar' }, refused),
  row('id-token-hint', '`id_token_hint`', { id_token_hint: 'a.b.c' }, refused),
  row('request', '`request` with a JWT', { request: 'a.b.c' }, refused),
  row('request-uri', '`request_uri`', { request_uri: 'https://rp.exemple.fr/request' }, refused),
  row('unknown-client', 'an unknown `client_id`', { client_id: 'nobody' }, '400 page Y04EA6EF'),
  row(
    'uri-unregistered',
    'an unregistered `redirect_uri`',
    { redirect_uri: 'https://rp.exemple.fr/autre' },
    unregistered,
  ),
  row(
    'uri-query',
    'the registered `redirect_uri` and a query',
    { redirect_uri: 'http://localhost:3000/callback?a=b' },
    unregistered,
  ),
  row(
    'several-hosts',
    'a service whose `redirect_uris` have several host:port and no sector',
    { client_id: 'two-hosts' },
    '400 page Y043310B',
  ),
  row(
    'several-hosts-2',
    'the same, its other address',
    { client_id: 'two-hosts', redirect_uri: 'http://localhost:5000/callback' },
    '400 page Y043310B',
  ),
]

async function twice(world: ObservedWorld): Promise<string> {
  const browser = openBrowser(world)
  const url = authorizeUrl(world, { scope: 'openid' })
  url.searchParams.append('scope', 'email')
  await browser.get(url)
  return describeWalk(browser, journey(world))
}

function inLanguage(ui_locales: string) {
  return async (world: ObservedWorld): Promise<string> => {
    const browser = openBrowser(world)
    const page = await browser.get(authorizeUrl(world, { ui_locales }))
    const lang = /<html lang="(\w+)"/.exec(page.body)?.[1]
    return `${describeWalk(browser, journey(world))}, lang ${lang}`
  }
}

function posted(client_id: string) {
  return async (world: ObservedWorld): Promise<string> => {
    const url = authorizeUrl(world, { client_id })
    const body = new URLSearchParams(url.search)
    url.search = ''
    return describeAnswer(await send(url, { method: 'POST', body }))
  }
}

function describeLocation(world: ObservedWorld, headers: Headers): string {
  const location = headers.get('location')
  return location === null ? 'absent' : shortPath(world, new URL(location, world.url).href)
}

async function head(world: ObservedWorld): Promise<string> {
  const { status, headers } = await send(authorizeUrl(world), { method: 'HEAD' })
  return `${status} → ${describeLocation(world, headers)}`
}

const amr = { client_id: 'sibling', claims: '{"id_token":{"amr":null}}' }

async function amrRefused(world: ObservedWorld): Promise<string> {
  return describeAnswer(await send(authorizeUrl(world, amr)))
}

async function amrRefusedLocation(world: ObservedWorld): Promise<string> {
  const { status, headers } = await send(authorizeUrl(world, amr))
  return `${status}, Location ${describeLocation(world, headers)}`
}

async function referrer(world: ObservedWorld): Promise<string> {
  const { status, headers } = await send(authorizeUrl(world, { scope: 'email' }))
  return `${status}, Referrer-Policy ${headers.get('referrer-policy')}`
}

function hinted(idp_hint: string) {
  return async (world: ObservedWorld): Promise<string> => {
    const walk = await asking({ idp_hint })(world)
    return walk.replace(/\d+ identity provider’s form$/, 'identity provider')
  }
}

const knownHint = '5f3b1a52-6a0c-4c0e-9d55-3f3a2c1b7e90'

const special: ObservedCase[] = [
  row('state-empty', '`state` empty', { state: '' }, '303 → 409 page Y190004'),
  agreeing('scope-twice', '`scope` twice', refused, twice),
  agreeing('locale-fr', '`ui_locales=fr`', `${choice}, lang fr`, inLanguage('fr')),
  agreeing('locale-en', '`ui_locales=en`', `${choice}, lang fr`, inLanguage('en')),
  agreeing(
    'amr-no-right',
    '`claims` asks amr, without the right to it',
    '400 page Y100009',
    amrRefused,
  ),
  agreeing(
    'amr-no-right-location',
    'the same: the header beside the page, which browsers ignore',
    '400, Location /interaction/:uid',
    amrRefusedLocation,
  ),
  {
    id: 'uri-localhost-strict',
    request: '`redirect_uri=http://localhost:3000/cb`, under the strict setting of production',
    observed: refused,
    provoke: asking({ redirect_uri: 'http://localhost:3000/cb' }),
    differs:
      'the simulator has the setting of the integration platform, which lets http on localhost through; this one is not registered',
    simulator: unregistered,
  },
  agreeing(
    'hint-allowed',
    '`idp_hint` of an identity provider that the service may use',
    '302 → identity provider',
    hinted(knownHint),
  ),
  agreeing(
    'hint-not-allowed',
    '`idp_hint` known but not allowed',
    `302 → ${wrongHint}`,
    hinted('8f0c1d52-0000-4c0e-9d55-3f3a2c1b7e90'),
  ),
  agreeing('hint-unknown', '`idp_hint` unknown', `302 → ${wrongHint}`, hinted('another')),
  agreeing(
    'post',
    '`POST /authorize`, all good',
    '500 Internal Server Error as text/plain; charset=utf-8',
    posted('service'),
  ),
  agreeing(
    'post-unknown-client',
    '`POST /authorize` of an unknown client',
    '500 page Y000000',
    posted('nobody'),
  ),
  agreeing('head', '`HEAD /authorize`', '303 → /interaction/:uid', head),
  agreeing(
    'referrer',
    'the redirect to the service: its Referrer-Policy',
    '303, Referrer-Policy no-referrer',
    referrer,
  ),
]

/** What `/authorize` answers before anybody has logged in. */
export const authorize: ObservedGroup = {
  title: '`/authorize`',
  cases: [...accepted, ...redirected, ...stopped, ...special],
}
