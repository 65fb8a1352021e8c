import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from './start-demo-process.ts'

/** The built service in a process of its own, on ports of its own. */
export interface ServiceInstance {
  readonly port: number
  /** The origin of its management port. */
  readonly management: string
  readonly child: ChildProcess
  /** All that it has written so far. */
  readonly output: () => string
  /** Its exit code, in time; null where a signal ended it. */
  readonly ended: Promise<number | null>
}

const entry = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

// The last port that it opens.
async function isAlive(management: string): Promise<boolean> {
  const answer = await fetch(`${management}/livez`).catch(() => undefined)
  return answer?.status === 200
}

/**
 * Starts the built service and resolves when it answers.
 * @param environment all of it; PORT and MANAGEMENT_PORT are free ones where it does not say
 * @throws with its output when it ends instead
 */
export async function startInstance(
  environment: Readonly<Record<string, string>>,
): Promise<ServiceInstance> {
  const port = Number(environment.PORT ?? (await freePort()))
  const management = await freePort()
  const own = { HOST: '127.0.0.1', PORT: String(port), MANAGEMENT_PORT: String(management) }
  const child = spawn(process.execPath, [entry, 'serve'], {
    env: { PATH: process.env.PATH, ...environment, ...own },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const origin = `http://localhost:${management}`
  for (let count = 0; !(await isAlive(origin)); count += 1) {
    if (child.exitCode !== null || count > 800) throw new Error(`no service: ${output}`)
    await sleep(25)
  }
  return { port, management: origin, child, ended, output: () => output }
}
