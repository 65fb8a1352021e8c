// Finds a Redis or Valkey server for the tests of the shared store, or installs Debian's.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const places = [
  '/usr/bin/redis-server',
  '/usr/local/bin/redis-server',
  '/usr/bin/valkey-server',
  '/usr/local/bin/valkey-server',
]
// Debian would start a server at once and at every boot: the tests start their own, on a free port.
const command = 'apt-get update && apt-get install -y --no-install-recommends redis-server'
const policy = 'RUNLEVEL=1'

/** @returns {string} where the server is; ends the process with the command to type where there is none */
export function findOrInstallRedis() {
  const found = places.find((place) => existsSync(place))
  if (found !== undefined) return found
  process.stdout.write(`no redis-server found; installing one: ${command}\n`)
  spawnSync('sh', ['-c', `export ${policy}; ${command}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const installed = places.find((place) => existsSync(place))
  if (installed !== undefined) return installed
  process.stderr.write(
    `the tests of the shared store need redis-server. Install it with:\n  ${command}\n`,
  )
  process.stdout.write('\n0 passed, 1 failed\n')
  process.exit(1)
}
