import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const entry = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

interface Surroundings {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** What a command leaves behind. */
export interface CommandResult {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built command to its end, with no environment but this. */
export function runCommand(
  args: readonly string[],
  { cwd, env }: Surroundings = {},
): CommandResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
    ...(cwd !== undefined && { cwd }),
  })
  return { status, stdout, stderr }
}

/** A command that goes on until it is told to stop. */
export interface StartedCommand {
  readonly output: () => string
  /** Sends SIGINT, and resolves with the exit code. */
  stop(): Promise<number | null>
}

/**
 * Starts the built command, and resolves when it has written what is waited for.
 * @throws with its output when it ends instead
 */
export async function startCommand(
  args: readonly string[],
  awaited: RegExp,
  { cwd, env }: Surroundings = {},
): Promise<StartedCommand> {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: process.env.PATH, ...env },
    ...(cwd !== undefined && { cwd }),
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let output = ''
  const said = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        if (awaited.test(output)) resolve()
      })
  })
  const first = await Promise.race([said, ended.then((code) => `ended with ${code}`)])
  if (typeof first === 'string') throw new Error(`${first}: ${output}`)
  return {
    output: () => output,
    stop: () => {
      child.kill('SIGINT')
      return ended
    },
  }
}
