import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSimulator, type SimulatorOptions } from './simulator.ts'

export interface StartOptions extends Omit<SimulatorOptions, 'issuer'> {
  /** 0 for any free one. */
  port: number
  /** The interface to listen on; default loopback only. */
  host?: string
}

export interface RunningSimulator {
  /** What a relying party is configured with. */
  issuer: string
  /** Its origin, without a trailing slash. */
  url: string
  port: number
  close(): Promise<void>
}

/**
 * Starts a simulated FranceConnect at `http://localhost:PORT/api/v2`; several may run in one process.
 * @throws the listening error, `EADDRINUSE` when the port is taken.
 */
export async function startSimulator(options: StartOptions): Promise<RunningSimulator> {
  const { port: wanted, host = '127.0.0.1', ...simulatorOptions } = options
  const server = createServer()
  server.listen(wanted, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const url = `http://localhost:${port}`
  const issuer = `${url}/api/v2`
  try {
    server.on('request', createSimulator({ ...simulatorOptions, issuer }))
  } catch (error) {
    await stop(server)
    throw error
  }
  return { issuer, url, port, close: () => stop(server) }
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
