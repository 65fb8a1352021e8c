import { type ChildProcess, spawn } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

/** The demonstration as `npm run demo` runs it, built, in a process of its own. */
export interface DemoProcess {
  readonly child: ChildProcess
  readonly demoOrigin: string
  readonly serviceOrigin: string
  readonly simulatorOrigin: string
  readonly output: () => string
  /** Sends a signal and resolves with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

const entry = fileURLToPath(new URL('../../dist/simulator/demo.js', import.meta.url))

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Starts the demonstration and resolves when it says that it is ready, or has ended. */
export async function startDemoProcess(
  ports: Partial<Record<'PORT' | 'SIMULATOR_PORT' | 'DEMO_PORT' | 'MANAGEMENT_PORT', number>> = {},
): Promise<DemoProcess> {
  const service = ports.PORT ?? (await freePort())
  const simulator = ports.SIMULATOR_PORT ?? (await freePort())
  const demo = ports.DEMO_PORT ?? (await freePort())
  const management = ports.MANAGEMENT_PORT ?? (await freePort())
  const child = spawn(process.execPath, [entry], {
    env: {
      PATH: process.env.PATH,
      PORT: String(service),
      SIMULATOR_PORT: String(simulator),
      DEMO_PORT: String(demo),
      MANAGEMENT_PORT: String(management),
    },
  })
  let output = ''
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const ready = new Promise<void>((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      if (/^ready http/m.test(output)) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
  })
  await Promise.race([ready, ended])
  return {
    child,
    demoOrigin: `http://localhost:${demo}`,
    serviceOrigin: `http://localhost:${service}`,
    simulatorOrigin: `http://localhost:${simulator}`,
    output: () => output,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
  }
}
