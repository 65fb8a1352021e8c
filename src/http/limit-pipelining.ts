import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Ends connections on which requests pile up. Neither browsers nor proxies send a request before the answer to the
 * one before; whoever does, and reads nothing, has us hold a thousand answers for each 40 KB sent.
 * @param most requests of one connection whose answers have not left yet
 */
export function limitPipelining(handler: RequestListener, most: number): RequestListener {
  const waiting = new WeakMap<Socket, number>()
  const add = (socket: Socket, change: number): number => {
    const count = (waiting.get(socket) ?? 0) + change
    waiting.set(socket, count)
    return count
  }
  return (request, response) => {
    const { socket } = request
    // What came in the same packet is read to its end, whatever has become of the connection.
    if (socket.destroyed) return
    response.once('close', () => add(socket, -1))
    if (add(socket, 1) > most) socket.destroy()
    else handler(request, response)
  }
}
