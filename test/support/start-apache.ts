import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findInstalled } from './find-installed.ts'

/** An Apache of Debian's, on loopback, with a configuration and pages of its own. */
export interface RunningApache {
  readonly log: () => string
  close(): Promise<void>
}

const packages = 'apache2 libapache2-mod-auth-openidc'
const modules = '/usr/lib/apache2/modules'
const loaded = [
  'mpm_event',
  'authn_core',
  'authz_core',
  'authz_user',
  'env',
  'dir',
  'mime',
  'headers',
]

/** Where Debian puts mod_auth_openidc. @throws with the command that installs it */
function findApache(): string {
  findInstalled([`${modules}/mod_auth_openidc.so`], packages)
  return findInstalled(['/usr/sbin/apache2'], packages)
}

function configuration(folder: string, port: number, own: string): string {
  return [
    `ServerRoot "${folder}"`,
    `DefaultRuntimeDir "${folder}"`,
    'ServerName localhost',
    `Listen 127.0.0.1:${port}`,
    `PidFile "${folder}/pid"`,
    `ErrorLog "${folder}/error.log"`,
    'LogLevel warn auth_openidc:info',
    // Only a root process may change who it is; the pages are readable to anybody.
    'User www-data',
    'Group www-data',
    'StartServers 1',
    ...loaded.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`),
    `LoadModule include_module ${modules}/mod_include.so`,
    `LoadModule auth_openidc_module ${modules}/mod_auth_openidc.so`,
    `DocumentRoot "${folder}/pages"`,
    'TypesConfig /dev/null',
    'AddType text/html .html .shtml',
    'AddOutputFilter INCLUDES .shtml',
    `<Directory "${folder}/pages">`,
    '  Options +Includes',
    '  Require all granted',
    '</Directory>',
    // Node's fetch says « cors » whatever it is told, and mod_auth_openidc sends only navigations to a login.
    'RequestHeader set Sec-Fetch-Mode navigate early',
    own,
  ].join('\n')
}

async function untilItAnswers(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (let count = 0; count < 100; count++) {
    if (child.exitCode !== null) throw new Error(`apache2 ended at once: ${log()}`)
    const answer = await fetch(url, { redirect: 'manual' }).catch(() => undefined)
    if (answer !== undefined) return
    await sleep(50)
  }
  throw new Error(`apache2 does not answer: ${log()}`)
}

/**
 * Starts Apache in the foreground, and resolves when it answers.
 * @param own what stands in its configuration beside modules, port and folders
 * @param pages by path: server-side includes where the name ends in `.shtml`
 */
export async function startApache(
  port: number,
  own: string,
  pages: Readonly<Record<string, string>>,
): Promise<RunningApache> {
  const command = findApache()
  const folder = mkdtempSync(join(tmpdir(), 'prefill-apache-'))
  chmodSync(folder, 0o755)
  for (const [path, text] of Object.entries(pages)) {
    mkdirSync(dirname(join(folder, 'pages', path)), { recursive: true })
    writeFileSync(join(folder, 'pages', path), text)
  }
  const file = join(folder, 'apache.conf')
  writeFileSync(file, configuration(folder, port, own))
  const child = spawn(command, ['-D', 'FOREGROUND', '-f', file], { stdio: 'pipe' })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const log = () => {
    try {
      return said + readFileSync(join(folder, 'error.log'), 'utf8')
    } catch {
      return said
    }
  }
  const close = async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true })
  }
  await untilItAnswers(`http://localhost:${port}/`, child, log).catch(async (error) => {
    await close()
    throw error
  })
  return { log, close }
}
