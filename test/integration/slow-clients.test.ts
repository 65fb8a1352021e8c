import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import express from 'express'
import { type Listening, listen } from '../../src/http/listen.ts'
import { http } from '../support/form-page.ts'
import { type System, startSystem } from '../support/start-system.ts'

// A tenth of the real ones, and less.
const limits = {
  requestTimeout: 800,
  headersTimeout: 500,
  connectionsCheckingInterval: 50,
  keepAliveTimeout: 500,
  silenceTimeout: 900,
  maxHeaderSize: 16 * 1024,
  maxConnections: 400,
  maxPipelined: 8,
}
const patience = 6000
// What one answer of this service is at the most, so that a reader who stops is felt.
const large = 'x'.repeat(4 * 1024 * 1024)
// As large as the widget.
const usual = 'x'.repeat(30 * 1024)

let system: System
let listening: Listening
/** The same with more patience than any test has: whom it takes, it keeps. */
let patient: Listening
const sockets: Socket[] = []

beforeAll(async () => {
  system = await startSystem()
  const outer = express()
    .get('/large', (_request, response) => {
      response.send(large)
    })
    .get('/usual', (_request, response) => {
      response.send(usual)
    })
    .use(system.app)
  const address = { port: 0, host: '127.0.0.1', variable: 'PORT' }
  listening = await listen(outer, { ...address, limits })
  const longer = { requestTimeout: 60_000, headersTimeout: 60_000, silenceTimeout: 60_000 }
  patient = await listen(outer, { ...address, limits: { ...limits, ...longer } })
})
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})
afterAll(async () => {
  await Promise.all([listening.close(), patient.close()])
  await system.close()
})

/** A connection, what came over it so far, and when it ended. */
interface Line {
  readonly socket: Socket
  readonly received: () => string
  /** After how many milliseconds the service ended it. */
  readonly ended: Promise<number>
}

function openAt({ port }: Listening): Line {
  const beganAt = performance.now()
  let text = ''
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
  })
  socket.on('error', () => undefined)
  const ended = new Promise<number>((resolve) => {
    socket.once('close', () => resolve(performance.now() - beganAt))
  })
  return { socket, received: () => text, ended }
}

const open = () => openAt(listening)

const statusOf = ({ received }: Line) => /^HTTP\/1\.1 (\d{3})/.exec(received())?.[1]

/** Sends one byte after the other, as long as it is let. */
async function drip({ socket }: Line, text: string): Promise<void> {
  for (const byte of text) {
    if (socket.destroyed) return
    socket.write(byte)
    await sleep(50)
  }
}

/** How long somebody else waits for an answer. */
async function othersWait({ port } = listening): Promise<number> {
  const beganAt = performance.now()
  const { status } = await http.get(`http://127.0.0.1:${port}/jwks`, {
    headers: { connection: 'close' },
  })
  expect(status).toBe(200)
  return performance.now() - beganAt
}

const post = (path: string, ...headers: string[]) =>
  [`POST ${path} HTTP/1.1`, 'Host: x', ...headers, '', ''].join('\r\n')
const form = 'Content-Type: application/x-www-form-urlencoded'
const json = 'Content-Type: application/json'

describe('a client that takes its time', () => {
  test('when it connects and says nothing, then it is let go', async () => {
    const line = open()
    expect(await line.ended).toBeLessThan(patience)
    expect(statusOf(line)).toBe('408')
  })

  test('when its headers come byte by byte, then it is let go', async () => {
    const line = open()
    void drip(line, `GET / HTTP/1.1\r\nX-A: ${'a'.repeat(1000)}`)
    expect(await line.ended).toBeLessThan(patience)
    expect(statusOf(line)).toBe('408')
  })

  test.each([
    ['/token', form],
    ['/verify', json],
    ['/nowhere', json],
  ])('when its body for %s comes byte by byte, then it is let go', async (path, type) => {
    const line = open()
    line.socket.write(post(path, type, 'Content-Length: 1000'))
    void drip(line, 'a'.repeat(1000))
    expect(await line.ended).toBeLessThan(patience)
  })

  test('when it begins a body and says no more, then it is let go', async () => {
    const line = open()
    line.socket.write(post('/token', form, 'Content-Length: 1000'))
    expect(await line.ended).toBeLessThan(patience)
  })

  test('when it never reads the answers, then it is let go', async () => {
    const line = open()
    line.socket.pause()
    line.socket.write('GET /large HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(8))
    // A socket that is not read does not learn of its end: what was under way is read now, and there is no more.
    await sleep(6000)
    line.socket.resume()
    await line.ended
    expect(line.socket.bytesRead).toBeLessThan(large.length * 8)
  }, 40_000)

  test('when it stays after its answer, then the connection is kept a while and closed', async () => {
    const line = open()
    line.socket.write('GET /jwks HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(await line.ended).toBeLessThan(patience + 1000)
    expect(statusOf(line)).toBe('200')
  })

  test('when there are 300 of them, then nobody else waits', async () => {
    const lines = Array.from({ length: 300 }, open)
    for (const { socket } of lines.slice(100)) socket.write('POST /token HTTP/1.1\r\nX')
    await sleep(300)
    expect(await othersWait()).toBeLessThan(5000)
    expect(Math.max(...(await Promise.all(lines.map((line) => line.ended))))).toBeLessThan(patience)
  }, 40_000)

  test('when there are more than we take at once, then those are closed, and there is room again', async () => {
    const lines = Array.from({ length: 450 }, () => openAt(patient))
    const closed = () => lines.filter(({ socket }) => socket.destroyed)
    while (closed().length < 50) await sleep(20)
    // Whoever was closed after them would be one too many of us.
    await sleep(200)
    expect(closed()).toHaveLength(50)
    for (const { socket } of lines) socket.destroy()
    await Promise.all(lines.map((line) => line.ended))
    // That they are gone may be heard after the next one has come.
    const waited = async () => await othersWait(patient).catch(() => undefined)
    while ((await waited()) === undefined) await sleep(20)
  }, 40_000)
})

describe('a client that sends too much', () => {
  const send = async (text: string | Buffer) => {
    const line = open()
    line.socket.write(text)
    await line.ended
    return line
  }
  const cookies = `Cookie: ${'a=b; '.repeat(4000)}`

  test.each([
    ['20 KB of cookies', `GET / HTTP/1.1\r\nHost: x\r\n${cookies}\r\n\r\n`],
    ['an address of 20 KB', `GET /?${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    [
      'two thousand headers',
      `GET / HTTP/1.1\r\nHost: x\r\n${Array.from({ length: 2000 }, (_, index) => `X-Header-${index}: y`).join('\r\n')}\r\n\r\n`,
    ],
  ])('when it sends %s, then a page says what helps', async (_, text) => {
    const line = await send(text)
    const [head = '', body = ''] = line.received().split('\r\n\r\n')
    expect(head.split('\r\n')).toEqual([
      'HTTP/1.1 431 Request Header Fields Too Large',
      'Connection: close',
      'Cache-Control: no-store',
      `Content-Length: ${body.length}`,
      expect.stringMatching(/^Content-Security-Policy: default-src 'none';/),
      'X-Content-Type-Options: nosniff',
      'Content-Type: text/html; charset=utf-8',
    ])
    const page = Buffer.from(body, 'latin1').toString()
    expect(page).toContain('<h1>Ce qui a été envoyé est trop volumineux</h1>')
    expect(page).toContain('effacez dans votre navigateur les cookies de ce site')
    expect(page).toContain('<p lang="en">')
    expect(page).not.toContain('aaaa')
  })

  test('when it sends a hundred headers, then it is answered', async () => {
    const headers = Array.from({ length: 100 }, (_, index) => `X-${index}: y`).join('\r\n')
    const line = await send(`GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n\r\n`)
    expect(statusOf(line)).toBe('200')
  })

  test.each([
    ['/token', form],
    ['/authorize', form],
    ['/verify', json],
  ])(
    'when it sends %s a body without end, then it is cut off, nothing is kept and nobody waits',
    async (path, type) => {
      const line = open()
      line.socket.write(post(path, type, 'Transfer-Encoding: chunked'))
      const chunk = `${(64 * 1024).toString(16)}\r\n${'a'.repeat(64 * 1024)}\r\n`
      const before = process.memoryUsage().rss
      while (!line.socket.destroyed) {
        line.socket.write(chunk)
        await sleep(5)
      }
      expect(await line.ended).toBeLessThan(patience)
      expect(['413', '408', undefined]).toContain(statusOf(line))
      expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024)
      expect(await othersWait()).toBeLessThan(5000)
    },
    40_000,
  )

  test('when a body of 50 KB is 50 MB unpacked, then 413', async () => {
    const packed = gzipSync(Buffer.alloc(50 * 1024 * 1024, 'a'))
    const head = post(
      '/verify',
      json,
      'Content-Encoding: gzip',
      'Connection: close',
      `Content-Length: ${packed.length}`,
    )
    expect(statusOf(await send(Buffer.concat([Buffer.from(head), packed])))).toBe('413')
  })

  const ask = (path: string, ...headers: string[]) =>
    [`GET ${path} HTTP/1.1`, 'Host: x', ...headers, '', ''].join('\r\n')

  test('when it sends eight requests at once, then all are answered, in order', async () => {
    const paths = ['/nowhere', '/jwks', '/nowhere', '/', '/jwks', '/nowhere', '/']
    const line = await send(paths.map((path) => ask(path)).join('') + ask('/', 'Connection: close'))
    const statuses = line.received().match(/(?<=HTTP\/1\.1 )\d{3}/g)
    expect(statuses).toEqual(['404', '200', '404', '200', '200', '404', '200', '200'])
  })

  test('when it asks on and on and reads nothing, then it is let go at once and no answers pile up', async () => {
    const before = process.memoryUsage().rss
    const lines = Array.from({ length: 20 }, open)
    for (const { socket } of lines) {
      socket.pause()
      socket.write(ask('/usual').repeat(1000))
    }
    await sleep(300)
    expect(await othersWait()).toBeLessThan(15_000)
    for (const { socket } of lines) socket.resume()
    await Promise.all(lines.map((line) => line.ended))
    for (const line of lines) expect(line.socket.bytesRead).toBeLessThan(usual.length * 20)
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024)
  }, 40_000)
})

test.each([
  ['two lengths', 'Content-Length: 1\r\nContent-Length: 2'],
  ['a length and chunks', 'Content-Length: 1\r\nTransfer-Encoding: chunked'],
  ['a folded header', 'X-A: b\r\n c'],
  ['a space before the colon', 'X-A : b'],
  ['a bare line feed', 'X-A: b\nX-B: c'],
  ['a NUL in a header', 'X-A: b\u0000c'],
  ['chunks of another kind', 'Transfer-Encoding: xchunked'],
])('when a request could be read in two ways (%s), then it is not read', async (_, header) => {
  const line = open()
  line.socket.write(
    `POST /token HTTP/1.1\r\nHost: x\r\n${header}\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n`,
  )
  await line.ended
  expect(line.received().match(/(?<=HTTP\/1\.1 )\d{3}/g)).toEqual(['400'])
  expect(line.received()).not.toContain('Set-Cookie')
})
