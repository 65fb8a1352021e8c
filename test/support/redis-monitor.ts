import { connect } from 'node:net'

/** Everything that Redis is told from now on, commands and arguments (`MONITOR`). */
export interface RedisMonitor {
  readonly text: () => string
  close(): void
}

/** Starts to listen to a Redis on loopback. */
export async function monitorRedis(port: number): Promise<RedisMonitor> {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk.toString()
  })
  socket.on('error', () => undefined)
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  socket.write('MONITOR\r\n')
  await new Promise<void>((resolve) => socket.once('data', () => resolve()))
  // Not when, nor from which port.
  const said = () => text.replaceAll(/^\+[\d.]+ \[[^\]]*\]/gm, '')
  return { text: said, close: () => void socket.destroy() }
}
