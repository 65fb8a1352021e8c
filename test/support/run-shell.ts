import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const node = process.execPath
const entry = `${root}dist/cli/main.js`

/** What a reader has on their machine: ours, built, where the page names ours. */
const commands: Readonly<Record<string, string>> = {
  node: `exec "${node}" "$@"`,
  curl: `exec "${node}" "${root}test/support/typed/curl.mjs" "$@"`,
  openssl: `[ "$*" = "rand -hex 32" ] || exit 64
exec "${node}" -p 'crypto.randomBytes(32).toString("hex")'`,
  'franceconnect-prefill': `exec "${node}" "${entry}" "$@"`,
  npx: `[ "$1" = franceconnect-prefill ] || exit 127; shift
exec "${node}" "${entry}" "$@"`,
  npm: `exec "${node}" "${root}test/support/typed/npm.mjs" "$@"`,
}

export interface Typed {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** More commands, as lines of sh by their names. */
  readonly more?: Readonly<Record<string, string>>
  /** Ends the command, as Ctrl-C does, once its output has this. */
  readonly until?: RegExp
}

export interface TypedResult {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

function writeCommands(more: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'prefill-typed-'))
  for (const [name, lines] of Object.entries({ ...commands, ...more }))
    writeFileSync(join(folder, name), `#!/bin/sh\n${lines}\n`, { mode: 0o755 })
  return folder
}

/**
 * Types a block of the documentation into a shell that stops at the first command that fails.
 * @returns what it wrote, and its exit code
 */
export async function runShell(
  block: string,
  { cwd = root, env = {}, more = {}, until }: Typed = {},
): Promise<TypedResult> {
  const folder = writeCommands(more)
  const child = spawn('sh', ['-e', '-c', block], {
    cwd,
    detached: true,
    env: { PATH: `${folder}:${process.env.PATH}`, ...env },
  })
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      written[name] += chunk
      if (until?.test(written.stdout) && child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
    })
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  rmSync(folder, { recursive: true })
  return { status, ...written }
}
