// Finds a Chromium for the browser tests, or installs Debian's.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const install = 'apt-get install -y --no-install-recommends chromium'
// With the shell, where there is one, the tests take less time.
const command = `apt-get update && (${install} chromium-headless-shell || ${install})`

/** @returns {string} where the browser is; ends the process with the command to type where there is none */
export function findOrInstallChromium() {
  const found = places.find((place) => existsSync(place))
  if (found !== undefined) return found
  process.stdout.write(`no Chromium found; installing one: ${command}\n`)
  spawnSync('sh', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit'] })
  const installed = places.find((place) => existsSync(place))
  if (installed !== undefined) return installed
  process.stderr.write(`the browser tests need Chromium. Install it with:\n  ${command}\n`)
  process.stdout.write('\n0 passed, 1 failed\n')
  process.exit(1)
}
