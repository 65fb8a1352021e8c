import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { logIn } from '../support/browser-session.ts'
import { http, tripOf } from '../support/form-page.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.close())

// A line of its own, a terminal's commands, a line end that JSON does not escape, a text that runs backwards.
const nasty = [
  'M4RK\r\n{"level":30,"outcome":"ok","msg":"login"}',
  'M4RK\u001b[2J\u001b]0;x\u0007',
  'M4RK\u009b31m\u0085\u2028\u2029',
  'M4RK\u202e\u0000\u0008',
]

/** The log so far: every line one JSON object, no control character, nothing of what was sent. */
function expectClean(): void {
  const raw = system.log.join('')
  expect(raw.split('\n').filter((line) => line !== '')).toHaveLength(system.log.length)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(raw).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/)
  expect(raw).not.toContain('M4RK')
  for (const line of system.log) expect(Object.keys(JSON.parse(line))).toContain('msg')
}

const origin = () => system.serviceOrigin
const accept = { accept: 'text/html' }

describe.each(nasty)('when %j is sent', (text) => {
  test.each<[string, () => Promise<unknown>]>([
    ['as a path', () => http.get(`${origin()}/${encodeURIComponent(text)}`)],
    ['as a form', () => http.get(`${origin()}/forms/${encodeURIComponent(text)}`)],
    ['as the name of a page', () => http.get(`${origin()}/ask/${encodeURIComponent(text)}`)],
    ['as state', () => http.get(`${origin()}/callback`, { params: { state: text, code: text } })],
    ...[
      'client_id',
      'redirect_uri',
      'state',
      'nonce',
      'scope',
      'response_type',
      'ui_locales',
      'prompt',
    ].map((name): [string, () => Promise<unknown>] => [
      `as ${name}`,
      () => http.get(tripOf(system, { [name]: text }).url.href, { headers: accept }),
    ]),
    ...[
      'grant_type',
      'client_id',
      'client_secret',
      'code',
      'code_verifier',
      'redirect_uri',
      text,
    ].map((name): [string, () => Promise<unknown>] => [
      `to /token as ${JSON.stringify(name)}`,
      () => {
        const parameters = { grant_type: 'authorization_code', client_id: 'demo-cantine' }
        const body = new URLSearchParams({ ...parameters, [name]: text })
        return http.post(`${origin()}/token`, body, { headers: { origin: formOrigin } })
      },
    ]),
    ...['client_id', 'prefill_token', 'submitted', 'submitted_at', text].map(
      (name): [string, () => Promise<unknown>] => [
        `to /verify as ${JSON.stringify(name)}`,
        () => {
          const body = {
            client_id: 'demo-cantine',
            prefill_token: 'x',
            submitted: { [text]: text },
          }
          return http.post(`${origin()}/verify`, { ...body, [name]: text })
        },
      ],
    ),
    [
      'for the log-out',
      () =>
        http.get(`${origin()}/logout`, {
          params: {
            client_id: text,
            id_token_hint: text,
            post_logout_redirect_uri: text,
            state: text,
          },
        }),
    ],
    [
      'as a bearer token',
      () => http.post(`${origin()}/userinfo`, new URLSearchParams({ access_token: text })),
    ],
  ])('%s, then no line of the log holds it', async (_, send) => {
    const before = system.log.length
    await send()
    expect(system.log.length).toBeGreaterThan(before)
    expectClean()
  })
})

test('when headers hold it, as far as headers can, then no line of the log does', async () => {
  const names = [
    'User-Agent',
    'Referer',
    'Cookie',
    'Origin',
    'Accept',
    'Accept-Language',
    'Authorization',
    'X-Request-Id',
    'X-Forwarded-For',
    'Forwarded',
    'Content-Type',
    'Sec-Fetch-Site',
  ]
  for (const name of names)
    for (const value of ['M4RK\tx', 'M4RK \u009b31m\u0085', '\u00ffM4RK'])
      for (const path of ['/authorize', '/token', '/callback', '/nowhere'])
        await new Promise((done) => {
          const port = Number(new URL(origin()).port)
          const socket = connect(port, '127.0.0.1')
          const head = [
            `POST ${path} HTTP/1.1`,
            'Host: x',
            'Connection: close',
            'Content-Length: 0',
          ]
          socket.write(Buffer.from([...head, `${name}: ${value}`, '', ''].join('\r\n'), 'latin1'))
          socket
            .resume()
            .on('error', () => undefined)
            .on('close', done)
        })
  expect(system.log.length).toBeGreaterThan(names.length * 8)
  expectClean()
})

test('when FranceConnect’s answer holds it, then no line of the log does', async () => {
  for (const text of nasty) {
    const browser = system.citizen(({ pathname }) => pathname === '/callback')
    const callback = await logIn(browser, tripOf(system).url, { login: 'test', password: '123' })
    const cookie = browser.cookies.header(callback) ?? ''
    callback.searchParams.delete('code')
    for (const name of ['error', 'error_description', 'error_uri'])
      callback.searchParams.set(name, text)
    const { status } = await http.get(callback.href, { headers: { ...accept, cookie } })
    expect(status).toBe(303)
  }
  expectClean()
})
