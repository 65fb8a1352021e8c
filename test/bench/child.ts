import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** A process of the bench's own. */
export interface Child {
  readonly process: ChildProcess
  /** What the operating system has charged it, in milliseconds of CPU: all its threads, user and system. */
  cpuMilliseconds(): number
  /** What it holds in memory now, in MB. */
  residentMegabytes(): number
  stop(): Promise<void>
}

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Which core it stays on, where the machine has several and a tool to say so. */
  readonly core?: number
  readonly hasChannel?: boolean
  /** Is told what it writes, line by line. */
  readonly heard?: (line: string) => void
}

// schedstat counts nanoseconds; stat, which every Linux has, hundredths of a second.
function cpuOf(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    const nanoseconds = threads.map((thread) =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
    )
    return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6
  } catch {
    const [utime, stime] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
      .slice(11, 13)
    return (Number(utime) + Number(stime)) * 10
  }
}

const residentOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

function tellLines(child: ChildProcess, heard: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream?.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) heard(line)
    })
  }
}

/** Starts Node with a script. What it writes is read to the end, as a log collector would. */
export function startChild(args: readonly string[], options: ChildOptions = {}): Child {
  const { env = {}, core, hasChannel = false, heard = () => undefined } = options
  const command = [process.execPath, ...args]
  const isPinned = core !== undefined && availableParallelism() > 1
  const [file = '', ...rest] = isPinned ? ['taskset', '-c', String(core), ...command] : command
  const child = spawn(file, rest, {
    env: { PATH: String(process.env.PATH), ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(hasChannel ? ['ipc' as const] : [])],
  })
  tellLines(child, heard)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const pid = () => Number(child.pid)
  return {
    process: child,
    cpuMilliseconds: () => cpuOf(pid()),
    residentMegabytes: () => residentOf(pid()),
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Starts one that says `ready` and its port. @throws Error with what it wrote, where it ends before */
export async function startServer(
  args: readonly string[],
  options: ChildOptions = {},
): Promise<Child & { readonly port: number }> {
  const lines: string[] = []
  const port = await new Promise<{ child: Child; port: number }>((resolve, reject) => {
    const heard = (line: string) => {
      lines.push(line)
      const found = /^ready (\d+)$/.exec(line)
      if (found !== null) resolve({ child, port: Number(found[1]) })
    }
    const child = startChild(args, { ...options, heard })
    child.process.once('close', () => reject(new Error(`${args[0]} ended: ${lines.join('\n')}`)))
  })
  return { ...port.child, port: port.port }
}
