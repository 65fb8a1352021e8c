import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findInstalled } from './find-installed.ts'

/** An nginx of Debian's, on loopback. */
export interface RunningNginx {
  /** Reads its configuration again, as its SIGHUP does. */
  reload(): void
  /** Its error log. */
  readonly log: () => string
  close(): Promise<void>
}

/**
 * Starts nginx in the foreground, and resolves when it answers on the port.
 * @param makeConfiguration the whole of nginx.conf, from the folder that is its own to write in
 * @throws with the command that installs nginx, or with what it complains of
 */
export async function startNginx(
  port: number,
  makeConfiguration: (folder: string) => string,
): Promise<RunningNginx> {
  const command = findInstalled(['/usr/sbin/nginx'], 'nginx')
  const folder = mkdtempSync(join(tmpdir(), 'prefill-nginx-'))
  const file = join(folder, 'nginx.conf')
  const errors = join(folder, 'error.log')
  writeFileSync(file, makeConfiguration(folder))
  const options = ['-c', file, '-p', folder, '-e', errors, '-g', 'daemon off;']
  const child = spawn(command, options, { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const log = () => readFileSync(errors, 'utf8')
  const close = async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  for (let count = 0; count < 100; count += 1) {
    if (child.exitCode !== null) throw new Error(`nginx ended at once: ${log()}`)
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)
    if (answer !== undefined) return { reload: () => void child.kill('SIGHUP'), log, close }
    await sleep(50)
  }
  await close()
  throw new Error('nginx does not answer')
}
