import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import {
  type AddressInfo,
  createServer as createTcpServer,
  Socket,
  type Server as TcpServer,
} from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeAll, expect, jest, test } from '@jest/globals'
import nock from 'nock'
import {
  createTransport,
  type Transport,
  TransportError,
  type TransportLimits,
} from '../../src/transport/keep-alive-fetch.ts'
import { createFakeFranceConnect, endpointAt } from '../support/fake-franceconnect.ts'
import { logIn, newRelyingParty } from './log-in.ts'

// nock stands in for node's agents, and its stand-ins keep no connection alive. Nothing here leaves loopback.
beforeAll(() => nock.restore())

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function listen(server: Server | TcpServer): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

interface Stage {
  readonly origin: string
  /** How many connections were opened, and how many are open. */
  readonly connections: { opened: number; open: number }
  readonly requests: string[]
}

/** Waits until the server has noticed that every connection is closed. */
async function untilClosed(connections: Stage['connections']): Promise<void> {
  for (let time = 0; connections.open > 0 && time < 100; time++) await sleep(20)
  expect(connections.open).toBe(0)
}

/** A server of bare connections, for answers that are no HTTP. */
async function serveRaw(accept: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    accept(socket)
  })
  closing.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return listen(server)
}

/** A real server on loopback. */
async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Stage> {
  const connections = { opened: 0, open: 0 }
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    answer(request, response)
  })
  server.keepAliveTimeout = 60_000
  server.on('connection', (socket) => {
    connections.opened += 1
    connections.open += 1
    socket.on('close', () => {
      connections.open -= 1
    })
  })
  const origin = await listen(server)
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { origin, connections, requests }
}

const limits: TransportLimits = { connectMilliseconds: 200, totalMilliseconds: 400, maxBytes: 1000 }
const transportWith = (changes: Partial<TransportLimits> = {}) =>
  createTransport({ ...limits, ...changes })
const patient = () => transportWith({ totalMilliseconds: 5000 })
const get = (transport: Transport, url: string) => transport(url, { method: 'GET', headers: {} })

/** The code of the TransportError that a call ends with, and how long it took. */
async function failureOf(work: Promise<Response>): Promise<{ code: string; milliseconds: number }> {
  const startedAt = performance.now()
  const error = await work.then(
    ({ status }) => new Error(`answered ${status}`),
    (reason: unknown) => reason,
  )
  if (!(error instanceof TransportError)) throw error
  return { code: error.code, milliseconds: performance.now() - startedAt }
}

test('when two calls follow each other, then they share one connection', async () => {
  const { origin, connections } = await serve((_, response) => response.end('ok'))
  const transport = transportWith()
  for (let time = 0; time < 3; time++)
    expect(await (await get(transport, origin)).text()).toBe('ok')
  expect(connections.opened).toBe(1)
})

test('when the server closed an idle connection, then the next call opens another', async () => {
  const { origin, connections } = await serve(({ socket }, response) => {
    response.end('ok', () => socket.end())
  })
  const transport = transportWith()
  await get(transport, origin)
  await sleep(30)
  expect((await get(transport, origin)).status).toBe(200)
  expect(connections.opened).toBe(2)
})

test('when anything is sent, then method, headers and form arrive as they are, and nothing more is asked', async () => {
  const seen: unknown[] = []
  const { origin } = await serve((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const { host, ...headers } = request.headers
      seen.push([request.method, request.url, headers, Buffer.concat(chunks).toString()])
      response.end()
    })
  })
  const body = new URLSearchParams({ a: 'é +&', b: '' })
  await transportWith()(`${origin}/x?y=1`, { method: 'POST', headers: { 'x-a': '1' }, body })
  await transportWith()(`${origin}/z`, { method: 'GET', headers: new Headers({ accept: 'a/b' }) })
  expect(seen).toEqual([
    [
      'POST',
      '/x?y=1',
      { 'x-a': '1', connection: 'keep-alive', 'content-length': '18' },
      'a=%C3%A9+%2B%26&b=',
    ],
    ['GET', '/z', { accept: 'a/b', connection: 'keep-alive' }, ''],
  ])
})

test('when the answer has a status, headers and a body, then all arrive', async () => {
  const { origin } = await serve((_, response) => {
    const lists = {
      'www-authenticate': ['Bearer realm="a"', 'Basic'],
      'set-cookie': ['d=e', 'f=g'],
    }
    response.writeHead(401, { ...lists, 'x-b': 'c' })
    response.end('é')
  })
  const response = await get(transportWith(), origin)
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toBe('Bearer realm="a", Basic')
  expect(response.headers.get('set-cookie')).toBe('d=e, f=g')
  expect(response.headers.get('x-b')).toBe('c')
  expect(await response.text()).toBe('é')
})

test.each([204, 205, 304])('when the answer is %i, then it has no body', async (status) => {
  const { origin } = await serve((_, response) => response.writeHead(status).end())
  expect((await get(transportWith(), origin)).body).toBeNull()
})

test.each([301, 302, 303, 307, 308])(
  'when the answer is a redirect of %i, then it comes back and is not followed',
  async (status) => {
    const { origin, requests } = await serve((_, response) =>
      response.writeHead(status, { location: '/elsewhere' }).end(),
    )
    const response = await get(transportWith(), `${origin}/here`)
    expect([response.status, response.headers.get('location')]).toEqual([status, '/elsewhere'])
    expect(requests).toEqual(['GET /here'])
  },
)

test('when the status is none of HTTP’s, then there is no answer', async () => {
  const { origin } = await serve((_, response) => response.writeHead(700).end())
  expect((await failureOf(get(transportWith(), origin))).code).toBe('unusable_status')
})

test('when nobody listens, then the refusal is told by its code', async () => {
  const server = createTcpServer()
  const origin = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  expect((await failureOf(get(transportWith(), origin))).code).toBe('ECONNREFUSED')
})

test('when the server is not http, then the failure is told by its code', async () => {
  const origin = await serveRaw((socket) => socket.end('SSH-2.0-OpenSSH\r\n'))
  expect((await failureOf(get(transportWith(), origin))).code).toMatch(/^HPE_|ECONNRESET/)
})

test('when the connection is cut before an answer, then the call fails at once and is not repeated', async () => {
  const { origin, requests } = await serve((request) => request.socket.destroy())
  const { code, milliseconds } = await failureOf(get(patient(), origin))
  expect(code).toBe('ECONNRESET')
  expect(milliseconds).toBeLessThan(2500)
  await sleep(50)
  expect(requests).toHaveLength(1)
})

test('when a kept connection is cut under a POST, then the POST is not repeated (§12.22)', async () => {
  const { origin, requests } = await serve((request, response) => {
    if (request.method === 'GET') response.end('ok')
    else request.socket.destroy()
  })
  const transport = transportWith()
  await get(transport, origin)
  const body = new URLSearchParams({ code: 'x' })
  const post = transport(origin, { method: 'POST', headers: {}, body })
  expect((await failureOf(post)).code).toBe('ECONNRESET')
  await sleep(50)
  expect(requests).toEqual(['GET /', 'POST /'])
})

test('when the answer is cut in the middle, then it is no answer', async () => {
  const { origin } = await serve((request, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('{"half":', () => request.socket.destroy())
  })
  const { milliseconds } = await failureOf(get(patient(), origin))
  expect(milliseconds).toBeLessThan(2500)
})

test('when nothing accepts the connection, then the call ends after the time for connecting', async () => {
  const connect = jest.spyOn(Socket.prototype, 'connect').mockImplementation(function (
    this: Socket,
  ) {
    Object.assign(this, { connecting: true })
    return this
  })
  try {
    const work = get(transportWith({ totalMilliseconds: 5000 }), 'http://127.0.0.1:9/')
    const { code, milliseconds } = await failureOf(work)
    expect(code).toBe('connect_timeout')
    expect(milliseconds).toBeGreaterThan(150)
    expect(milliseconds).toBeLessThan(2500)
  } finally {
    connect.mockRestore()
  }
})

test('when connecting was quick, then the answer may take longer than the time for connecting', async () => {
  const { origin } = await serve((_, response) => {
    setTimeout(() => response.end('ok'), 250)
  })
  expect((await get(patient(), origin)).status).toBe(200)
})

test('when the TLS handshake never ends, then the call ends after the time for connecting', async () => {
  const origin = await serveRaw(() => {})
  const work = get(transportWith({ totalMilliseconds: 5000 }), origin.replace('http', 'https'))
  const { code, milliseconds } = await failureOf(work)
  expect(code).toBe('connect_timeout')
  expect(milliseconds).toBeLessThan(2500)
})

test('when the server never answers, then the call ends after its whole time and lets the socket go', async () => {
  const { origin, connections } = await serve(() => {})
  const { code, milliseconds } = await failureOf(get(transportWith(), origin))
  expect(code).toBe('timeout')
  expect(milliseconds).toBeGreaterThan(350)
  expect(milliseconds).toBeLessThan(3000)
  await untilClosed(connections)
})

test('when the head came and the body never ends, then the call ends after its whole time', async () => {
  const { origin, connections } = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('{')
  })
  const { code, milliseconds } = await failureOf(get(transportWith(), origin))
  expect(code).toBe('timeout')
  expect(milliseconds).toBeLessThan(3000)
  await untilClosed(connections)
})

test('when the body drips for ever, then the call ends after its whole time', async () => {
  const { origin } = await serve((_, response) => {
    response.writeHead(200)
    const drip = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(drip))
  })
  const { code, milliseconds } = await failureOf(get(transportWith(), origin))
  expect(code).toBe('timeout')
  expect(milliseconds).toBeLessThan(3000)
})

test('when the head drips for ever, then the call ends after its whole time', async () => {
  const origin = await serveRaw((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n')
    const drip = setInterval(() => socket.write('X-A: b\r\n'), 20)
    socket.on('close', () => clearInterval(drip))
  })
  expect((await failureOf(get(transportWith(), origin))).code).toBe('timeout')
})

test('when the caller gives up, then the call ends at once and lets the socket go', async () => {
  const { origin, connections } = await serve(() => {})
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 50)
  const work = patient()(origin, { method: 'GET', headers: {}, signal: controller.signal })
  const { milliseconds } = await failureOf(work)
  expect(milliseconds).toBeLessThan(2500)
  await untilClosed(connections)
})

test.each([
  [1000, 'whole', true],
  [1001, 'whole', false],
  [1000, 'in pieces', true],
  [1001, 'in pieces', false],
])(
  'when a body of %i bytes of at most 1000 comes %s, then it is taken: %j',
  async (size, how, isTaken) => {
    const { origin, connections } = await serve((_, response) => {
      if (how === 'whole') response.end('x'.repeat(size))
      else {
        response.write('x'.repeat(500))
        setTimeout(() => response.end('x'.repeat(size - 500)), 20)
      }
    })
    const work = get(transportWith(), origin)
    if (isTaken) {
      expect((await (await work).text()).length).toBe(size)
    } else {
      expect((await failureOf(work)).code).toBe('body_too_large')
      await untilClosed(connections)
    }
  },
)

test('when a body has no end, then no more of it is read than the bound', async () => {
  let sent = 0
  const { origin } = await serve((_, response) => {
    const chunk = Buffer.alloc(64 * 1024)
    const pour = () => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length
      if (!response.destroyed) response.once('drain', pour)
    }
    pour()
  })
  const { code } = await failureOf(get(transportWith({ maxBytes: 1024 * 1024 }), origin))
  expect(code).toBe('body_too_large')
  const sentThen = sent
  await sleep(50)
  expect(sent - sentThen).toBeLessThan(8 * 1024 * 1024)
})

test('when an answer is compressed though nobody asked, then its bytes come as they are', async () => {
  const bytes = gzipSync('{"a":1}')
  const { origin, requests } = await serve((request, response) => {
    requests.push(String(request.headers['accept-encoding']))
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' })
    response.end(bytes)
  })
  const response = await get(transportWith(), origin)
  expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
  expect(requests).toContain('undefined')
})

test('when an interim answer comes first, then the final one counts', async () => {
  const { origin } = await serve((_, response) => {
    response.writeEarlyHints({ link: '</x>; rel=preload' })
    response.end('ok')
  })
  expect(await (await get(transportWith(), origin)).text()).toBe('ok')
})

test('when more calls than connections are under way, then all are answered', async () => {
  const { origin, connections } = await serve((_, response) => {
    setTimeout(() => response.end('ok'), 10)
  })
  const transport = transportWith({ totalMilliseconds: 5000, connectMilliseconds: 3000 })
  const answers = await Promise.all(Array.from({ length: 200 }, () => get(transport, origin)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(connections.opened).toBeLessThanOrEqual(64)
})

test('when an address is neither https nor http, then there is no answer', async () => {
  expect((await failureOf(get(transportWith(), 'ftp://127.0.0.1/'))).code).toBe(
    'ERR_INVALID_PROTOCOL',
  )
})

test('when a login runs over a real server, then its three calls share one connection', async () => {
  const server = createServer()
  const origin = (await listen(server)).replace('127.0.0.1', 'localhost')
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const fake = await createFakeFranceConnect({ issuer: `${origin}/api/v2` })
  let opened = 0
  server.on('connection', () => {
    opened += 1
  })
  server.on('request', async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const endpoint = endpointAt(incoming.url ?? '') ?? 'discovery'
    const headers = incoming.headers as Record<string, string>
    const body = Buffer.concat(chunks).toString()
    const told = await fake.answer({ endpoint, method: incoming.method ?? '', headers, body })
    outgoing.writeHead(told.status, told.headers).end(told.body)
  })
  expect(await logIn(fake)).toMatchObject({
    result: { acr: 'eidas1' },
    calls: ['discovery', 'token', 'jwks', 'userinfo'],
  })
  expect(opened).toBe(1)
})

test.each(['discovery', 'token', 'jwks', 'userinfo'] as const)(
  'when %s never answers, then the login ends in time as unavailable, and nothing is asked twice (§12.22)',
  async (silent) => {
    const server = createServer()
    const origin = (await listen(server)).replace('127.0.0.1', 'localhost')
    closing.push(async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    })
    const fake = await createFakeFranceConnect({ issuer: `${origin}/api/v2` })
    server.on('request', async (incoming: IncomingMessage, outgoing: ServerResponse) => {
      const endpoint = endpointAt(incoming.url ?? '') ?? 'discovery'
      const headers = incoming.headers as Record<string, string>
      const told = await fake.answer({ endpoint, method: '', headers, body: '' })
      incoming.resume()
      if (endpoint !== silent) outgoing.writeHead(told.status, told.headers).end(told.body)
    })
    const relyingParty = newRelyingParty({ totalMilliseconds: 300 })
    const startedAt = performance.now()
    const { code, calls } = await logIn(fake, {}, { relyingParty })
    const all = ['discovery', 'token', 'jwks', 'userinfo']
    expect({ code, calls }).toEqual({
      code: 'franceconnect_unavailable',
      calls: all.slice(0, all.indexOf(silent) + 1),
    })
    expect(performance.now() - startedAt).toBeLessThan(5000)
  },
)
