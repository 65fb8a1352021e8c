import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  callbackUri,
  createCitizenBrowser,
  errorCode,
  startTestService,
  type TestService,
} from '../support/simulator-relying-party.ts'

let service: TestService

beforeAll(async () => {
  service = await startTestService()
})
afterAll(() => service.simulator.close())

type Changes = Record<string, string | undefined>

const accepted: [string, Changes][] = [
  ['a nonce of 22 characters', { nonce: 'n'.repeat(22) }],
  ['a state of one character', { state: 's' }],
  ['an unknown scope', { scope: 'openid phone address foo' }],
  ['empty acr_values', { acr_values: '' }],
  ['an unknown level', { acr_values: 'level_9' }],
  ['several levels, eidas1 among them', { acr_values: 'eidas3 eidas2 eidas1' }],
  ['prompt login', { prompt: 'login' }],
  ['prompt consent', { prompt: 'consent' }],
  ['prompt login consent', { prompt: 'login consent' }],
  ['ui_locales', { ui_locales: 'en' }],
  ['claims that do not exist', { claims: '{"userinfo":{"shoe_size":null}}' }],
]

test.each(accepted)(
  'when the request has %s, then the choice of identity provider is shown',
  async (_what, changes) => {
    const page = await createCitizenBrowser().get(service.authorizeUrl(changes))
    expect({ status: page.status, text: page.text }).toEqual({
      status: 200,
      text: expect.stringContaining('Choisissez un compte pour vous connecter'),
    })
  },
)

const names = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'acr_values',
  'nonce',
  'state',
]

const refused: [string, string, Changes][] = [
  ...names.map((name): [string, string, Changes] => [
    `no ${name}`,
    'Y030007',
    { [name]: undefined },
  ]),
  ['an empty client_id', 'Y030007', { client_id: '' }],
  ['a nonce of 21 characters', 'Y030007', { nonce: 'n'.repeat(21) }],
  ['acr_values of 65 characters', 'Y030007', { acr_values: 'e'.repeat(65) }],
  ['prompt none', 'Y030007', { prompt: 'none' }],
  ['prompt select_account', 'Y030007', { prompt: 'select_account' }],
  ['an empty prompt', 'Y030007', { prompt: '' }],
  ['PKCE', 'Y030007', { code_challenge: 'c'.repeat(43), code_challenge_method: 'S256' }],
  ['response_mode', 'Y030007', { response_mode: 'query' }],
  ['login_hint', 'Y030007', { login_hint: 'test' }],
  ['max_age', 'Y030007', { max_age: '0' }],
  ['id_token_hint', 'Y030007', { id_token_hint: 'x' }],
  ['request_uri', 'Y030007', { request_uri: 'urn:x' }],
  ['a parameter of its own', 'Y030007', { utm_source: 'mail' }],
  ['a redirect_uri that is none', 'Y030007', { redirect_uri: 'exemple.fr' }],
  ['an unknown client', 'Y04EA6EF', { client_id: 'nobody' }],
  ['a redirect_uri of somebody else', 'Y04C013C', { redirect_uri: 'https://exemple.fr/callback' }],
  [
    'a redirect_uri with more than was registered',
    'Y04C013C',
    { redirect_uri: `${callbackUri}?a=1` },
  ],
]

test.each(refused)(
  'when the request has %s, then the page %s is the end of it',
  async (_what, code, changes) => {
    const browser = createCitizenBrowser()
    const page = await browser.get(service.authorizeUrl(changes))
    expect({ ...errorCode(page), links: page.links }).toEqual({ status: 400, code, links: [] })
  },
)

test('when a parameter is repeated, then the page Y030007 is the end of it', async () => {
  const page = await createCitizenBrowser().get(`${service.authorizeUrl()}&scope=openid`)
  expect(errorCode(page)).toEqual({ status: 400, code: 'Y030007' })
})

test('when the state is empty, then the first page breaks as FranceConnect’s does', async () => {
  const page = await createCitizenBrowser().get(service.authorizeUrl({ state: '' }))
  expect(errorCode(page)).toEqual({ status: 409, code: 'Y190004' })
})
