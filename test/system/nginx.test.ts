import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  jest,
  test,
} from '@jest/globals'
import axios from 'axios'
import { deployedNginx, type NginxPlaces } from '../support/deployed-nginx.ts'
import { snippetUnder } from '../support/doc-snippets.ts'
import { findInstalled } from '../support/find-installed.ts'
import { freePort } from '../support/start-demo-process.ts'
import { type RunningNginx, startNginx } from '../support/start-nginx.ts'

jest.setTimeout(60_000)

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** An instance that answers as a test wants, and remembers what it was asked. */
interface Instance {
  readonly server: Server
  readonly port: number
  answer: Answer
  readonly asked: IncomingMessage[]
  readonly connections: () => number
}

const ok: Answer = (_request, response) => response.end('ok')
const hangUp: Answer = (request) => {
  request.resume().on('end', () => request.socket.destroy())
}

async function startInstance(port = 0): Promise<Instance> {
  let connections = 0
  const instance: { answer: Answer; asked: IncomingMessage[] } = { answer: ok, asked: [] }
  const server = createServer((request, response) => {
    instance.asked.push(request)
    instance.answer(request, response)
  })
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return Object.assign(instance, {
    server,
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
  })
}

let one: Instance
let other: Instance
let nginx: RunningNginx
let folder: string
let places: NginxPlaces
let client: ReturnType<typeof axios.create>

beforeAll(async () => {
  one = await startInstance()
  other = await startInstance()
  const ports = { port: await freePort(), townHallPort: await freePort() }
  nginx = await startNginx(ports.port, (own) => {
    folder = own
    places = { folder, ...ports, instances: [one.port, other.port] }
    return deployedNginx(places)
  })
  client = axios.create({
    baseURL: `http://127.0.0.1:${places.port}`,
    validateStatus: () => true,
    maxRedirects: 0,
  })
})

afterAll(async () => {
  await nginx?.close()
  for (const { server } of [one, other]) {
    server.closeAllConnections()
    server.close()
  }
})

// An instance that has failed is left out for two seconds, counted in whole ones.
afterEach(async () => {
  one.answer = ok
  other.answer = ok
  await sleep(3100)
})

beforeEach(() => {
  for (const { asked } of [one, other]) asked.length = 0
})

/** The lines for the nginx that is here: before 1.25.1 HTTP/2 is switched on as the comment says. */
function tlsOf(lines: string): string {
  const { stderr } = spawnSync('/usr/sbin/nginx', ['-v'], { encoding: 'utf8' })
  const [, major, minor] = /nginx\/(\d+)\.(\d+)/.exec(stderr) ?? []
  if (Number(major) > 1 || Number(minor) > 25) return lines
  const [whole = '', before = ''] = /^http2 on; +# before nginx 1\.25\.1: (.*)$/m.exec(lines) ?? []
  return lines.replace(/^listen .*$/m, before).replace(whole, '')
}

const accessLog = () => readFileSync(join(folder, 'access.log'), 'utf8')
const countsOf = (...instances: Instance[]) => instances.map(({ asked }) => asked.length)

/** Sends until the first instance has been asked: nginx favours for a while the one that has not failed. */
async function untilAsked(send: () => Promise<{ status: number }>) {
  const statuses: number[] = []
  while (one.asked.length === 0 && statuses.length < 20) statuses.push((await send()).status)
  const last = statuses.at(-1)
  return { last, sent: statuses.length }
}

describe('deploy/nginx.conf', () => {
  test('when nginx checks it, then it complains of nothing', () => {
    const own = mkdtempSync(join(tmpdir(), 'prefill-nginx-check-'))
    const file = join(own, 'nginx.conf')
    writeFileSync(file, deployedNginx({ ...places, folder: own }))
    const command = findInstalled(['/usr/sbin/nginx'], 'nginx')
    const args = ['-t', '-q', '-c', file, '-p', own, '-e', join(own, 'error.log')]
    const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' })
    rmSync(own, { recursive: true })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  test('when it listens with TLS as docs/operations.md says, then nginx takes it, and a client is answered', async () => {
    const own = mkdtempSync(join(tmpdir(), 'prefill-nginx-tls-'))
    const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${own}/privkey.pem`]
    const written = ['-out', `${own}/fullchain.pem`, '-subj', '/CN=localhost']
    spawnSync('openssl', ['req', '-x509', '-days', '1', ...made, ...written])
    const port = await freePort()
    const tls = tlsOf(snippetUnder('docs/operations.md', 'nginx', 'nginx'))
      .replaceAll('/etc/ssl/prefill', own)
      .replace('listen 443', `listen 127.0.0.1:${port}`)
    const ports = { port: await freePort(), townHallPort: await freePort() }
    const running = await startNginx(ports.port, (folder) => {
      const text = deployedNginx({ ...places, ...ports, folder })
      const listen = `listen 127.0.0.1:${ports.port};`
      return text.replace(listen, () => `${listen}\n${tls}`)
    })
    try {
      const session = connect(`https://localhost:${port}`, { rejectUnauthorized: false })
      const request = session.request({ ':path': '/' })
      const [headers] = await once(request, 'response')
      expect(headers[':status']).toBe(200)
      session.destroy()
      const schemes = [...one.asked, ...other.asked].map(
        (asked) => asked.headers['x-forwarded-proto'],
      )
      expect(schemes).toContain('https')
    } finally {
      await running.close()
      rmSync(own, { recursive: true })
    }
  })

  test('when a client says who it is and where it goes, then the instance hears it from nginx alone', async () => {
    await client.get('/', {
      headers: {
        Host: 'prefill.exemple.fr',
        'X-Forwarded-For': '203.0.113.7',
        'X-Forwarded-Proto': 'https',
        'X-Forwarded-Host': 'evil.exemple.org',
        Forwarded: 'for=203.0.113.7',
      },
    })
    const { headers } = [...one.asked, ...other.asked][0]!
    expect(headers).toMatchObject({
      host: 'prefill.exemple.fr',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'prefill.exemple.fr',
      'x-forwarded-proto': 'http',
    })
    expect(headers.forwarded).toBeUndefined()
  })

  test('when requests follow one another, then connections to the instances are kept', async () => {
    const before = one.connections() + other.connections()
    for (let count = 0; count < 20; count += 1) await client.get('/')
    expect(one.connections() + other.connections() - before).toBeLessThanOrEqual(4)
    for (const count of countsOf(one, other)) expect(count).toBeGreaterThan(5)
  })

  test('when an instance dies under a callback, then the other is asked the same', async () => {
    one.answer = hangUp
    const { last, sent } = await untilAsked(() => client.get('/callback?code=c&state=s'))
    expect({ last, asked: countsOf(one, other) }).toEqual({ last: 200, asked: [1, sent] })
    expect(other.asked.at(-1)?.url).toBe('/callback?code=c&state=s')
  })

  test('when an instance dies under a POST, then it is sent to no other', async () => {
    one.answer = hangUp
    const { last, sent } = await untilAsked(() => client.post('/token', 'code=c'))
    expect({ last, asked: countsOf(one, other) }).toEqual({ last: 502, asked: [1, sent - 1] })
  })

  test('when an instance is gone, then a POST goes to the other', async () => {
    one.server.closeAllConnections()
    await new Promise((resolve) => one.server.close(resolve))
    for (let count = 0; count < 6; count += 1)
      expect((await client.post('/token', 'code=c')).status).toBe(200)
    expect(countsOf(other)).toEqual([6])
    await new Promise<void>((resolve) => one.server.listen(one.port, '127.0.0.1', resolve))
  })

  test('when an instance answers that it cannot, then that is the answer', async () => {
    one.answer = (_request, response) => response.writeHead(503).end()
    const { last, sent } = await untilAsked(() => client.get('/authorize'))
    expect({ last, asked: countsOf(one, other) }).toEqual({ last: 503, asked: [1, sent - 1] })
  })

  test('when cookies and headers are as large as ours become, then they pass', async () => {
    const cookie = `a=${'x'.repeat(12_000)}`
    const set = Array.from({ length: 6 }, (_, index) => `attempt-${index}=${'y'.repeat(2000)}`)
    const answer: Answer = (_request, response) =>
      response.writeHead(303, { 'Set-Cookie': set, Location: '/form' }).end()
    one.answer = answer
    other.answer = answer
    const { status, headers } = await client.get('/callback', { headers: { cookie } })
    expect([status, headers['set-cookie']]).toEqual([303, set])
    expect([...one.asked, ...other.asked][0]?.headers.cookie).toBe(cookie)
  })

  test('when a page comes in pieces, then each piece is passed on at once', async () => {
    const answer: Answer = (_request, response) => {
      response.writeHead(200, { 'X-Accel-Buffering': 'no' }).write('waiting')
      setTimeout(() => response.end('done'), 1500)
    }
    one.answer = answer
    other.answer = answer
    const startedAt = performance.now()
    const { data } = await client.get('/callback', { responseType: 'stream' })
    const [piece] = await new Promise<Buffer[]>((resolve) =>
      data.once('data', (chunk: Buffer) => resolve([chunk])),
    )
    expect(piece?.toString()).toBe('waiting')
    expect(performance.now() - startedAt).toBeLessThan(1200)
    data.resume()
  })

  test('when a body is larger than any that the service takes, then nginx refuses it', async () => {
    expect((await client.post('/verify', 'x'.repeat(256 * 1024 + 1))).status).toBe(413)
    expect((await client.post('/verify', 'x'.repeat(256 * 1024))).status).toBe(200)
    expect(countsOf(one, other).sort()).toEqual([0, 1])
  })

  test('when codes and states pass, then no log has them, nor an address, and nothing is spooled', async () => {
    one.answer = hangUp
    other.answer = hangUp
    await client.get('/callback?code=a-code&state=a-state', { headers: { referer: 'a-referrer' } })
    await sleep(200)
    const line = /^\S+ (GET|POST) \d{3} [\d.]+ [\w.:, -]+ [\d, -]+ \S+$/
    const lines = accessLog().trimEnd().split('\n')
    expect(lines.filter((one) => !line.test(one))).toEqual([])
    expect(accessLog() + nginx.log()).not.toMatch(/a-code|a-state|a-referrer|code=|state=/)
    const spooled = ['client', 'proxy'].flatMap((name) => readdirSync(join(folder, name)))
    expect(spooled).toEqual([])
  })
})

describe('deploy/town-hall.conf', () => {
  const townHall = (path: string) => `http://127.0.0.1:${places.townHallPort}${path}`

  test.each([
    ['/', 'Ville de Démonstration'],
    ['/cantine?code=c&state=s', 'client-id="demo-cantine"'],
  ])(
    'when %s is opened, then it is the page, which admits the service’s script',
    async (path, text) => {
      const { status, data, headers } = await axios.get(townHall(path))
      expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
      expect(data).toContain(text)
      expect(headers['content-security-policy']).toContain(
        "script-src 'self' http://localhost:3000",
      )
    },
  )

  test('when its form is sent, then there is no back end to take it', async () => {
    const { status } = await axios.post(townHall('/cantine'), 'nom=X', {
      validateStatus: () => true,
    })
    expect(status).toBe(403)
  })
})
