import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { limitPipelining } from '../../src/http/limit-pipelining.ts'

const most = 3
const servers: ReturnType<typeof createServer>[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

/** Serves behind the limit. */
async function serve(handler: RequestListener) {
  const sockets = new Set<Socket>()
  const server = createServer(limitPipelining(handler, most))
  server.on('connection', (socket: Socket) => sockets.add(socket))
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { port: (server.address() as AddressInfo).port, sockets }
}

const oneRequest = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'

/** Opens a connection; that it is ended is no error here. */
const open = (port: number) => connect(port, '127.0.0.1').on('error', () => undefined)

test('when one connection brings requests one after the other, then all of them are answered', async () => {
  const { port, sockets } = await serve((_request, response) => response.end('yes'))
  const client = open(port)
  for (let count = 0; count < 4 * most; count += 1) {
    client.write(oneRequest)
    const [answer] = await once(client, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 .*yes$/s)
  }
  client.destroy()
  expect(sockets.size).toBe(1)
})

test.each([
  [most, false],
  [most + 1, true],
])(
  'when %d requests wait on one connection, then that it is ended is %s',
  async (count, isEnded) => {
    let handled = 0
    const { port, sockets } = await serve(() => {
      handled += 1
    })
    const client = open(port)
    client.write(oneRequest.repeat(count))
    while (handled < most) await new Promise((resolve) => setTimeout(resolve, 5))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect([handled, [...sockets].map(({ destroyed }) => destroyed)]).toEqual([most, [isEnded]])
    client.destroy()
  },
)
