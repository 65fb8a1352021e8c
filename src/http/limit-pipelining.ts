import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Ends connections on which requests pile up. Neither browsers nor proxies send a request before the answer to the
 * one before; whoever does, and reads nothing, has us hold a thousand answers for each 40 KB sent.
 * @param most requests of one connection whose answers have not left yet
 */
export function limitPipelining(handler: RequestListener, most: number): RequestListener {
  const connections = new WeakMap<Socket, { waiting: number }>()
  const connectionOf = (socket: Socket) => {
    const known = connections.get(socket)
    if (known !== undefined) return known
    const connection = { waiting: 0 }
    connections.set(socket, connection)
    return connection
  }
  return (request, response) => {
    const { socket } = request
    // What came in the same packet is read to its end, whatever has become of the connection.
    if (socket.destroyed) return
    const connection = connectionOf(socket)
    connection.waiting += 1
    response.once('close', () => {
      connection.waiting -= 1
    })
    if (connection.waiting > most) socket.destroy()
    else handler(request, response)
  }
}
