import { connect } from 'node:net'
import type { MalformedRequest } from './malformed-requests.ts'

/** What many requests were answered with. */
export interface Answers {
  /** How many, by status; 0 where the connection was closed instead. */
  readonly statuses: Readonly<Record<number, number>>
  /** Those that were answered with a status of 500 or more. */
  readonly broken: readonly { readonly sent: MalformedRequest; readonly status: number }[]
}

// Written by hand: a library would refuse to send half of it.
function written({ method, path, headers, body }: MalformedRequest, from: string): Buffer {
  const lines = Object.entries({
    host: 'localhost',
    'x-forwarded-for': from,
    ...headers,
    ...(body && { 'content-length': String(body.length) }),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), body ?? Buffer.alloc(0)])
}

const patienceMilliseconds = 10_000

/** The status of the answer; 0 where none came before the connection ended. @throws where nothing ever comes */
function send(port: number, message: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(message))
    socket.setTimeout(patienceMilliseconds, () => {
      socket.destroy()
      reject(new Error(`no answer to ${JSON.stringify(message.toString('latin1').slice(0, 2000))}`))
    })
    socket.on('data', (chunk) => {
      if (answer.length < 20) answer += chunk.toString('latin1')
    })
    // Where a body is refused before it has been read, the connection ends under it.
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)))
  })
}

/**
 * Sends requests, eight at a time, each as from another address, so that no rate limit hides what is behind it.
 * @param port of a service that trusts one proxy
 * @throws when one is never answered
 */
export async function sendMalformed(
  port: number,
  make: () => MalformedRequest,
  count: number,
): Promise<Answers> {
  const statuses: Record<number, number> = {}
  const broken: { sent: MalformedRequest; status: number }[] = []
  let left = count
  const goOn = async () => {
    while (left > 0) {
      left -= 1
      const sent = make()
      const from = `10.${(left >> 16) & 255}.${(left >> 8) & 255}.${left & 255}`
      const status = await send(port, written(sent, from))
      statuses[status] = (statuses[status] ?? 0) + 1
      if (status >= 500) broken.push({ sent, status })
    }
  }
  await Promise.all(Array.from({ length: 8 }, goOn))
  return { statuses, broken }
}
