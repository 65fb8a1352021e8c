// Runs every test but the long ones, and ends with one line that says how many passed and failed.
// What a test needs beside Node is looked for first: a missing browser fails the run with the command to type.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findOrInstallChromium } from './chromium.mjs'
import { findOrInstallRedis } from './redis.mjs'

const folders = ['test/unit', 'test/contract', 'test/integration', 'test/browser']
const require = createRequire(import.meta.url)
const jest = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js')
const output = mkdtempSync(join(tmpdir(), 'prefill-tests-'))
const report = join(output, 'jest.json')

const chosen = process.argv.slice(2)
const run = (command, args) => spawnSync(command, args, { stdio: 'inherit' }).status ?? 1

function tell(passed, failed) {
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
}

if (chosen.length === 0) {
  findOrInstallChromium()
  findOrInstallRedis()
}
const checks = chosen.length === 0 ? [['npm', ['run', '-s', 'check']]] : []
for (const [command, args] of [...checks, [process.execPath, ['scripts/build.mjs']]])
  if (run(command, args) !== 0) {
    tell(0, 1)
    process.exit(1)
  }
const status = run(process.execPath, [
  jest,
  '--json',
  `--outputFile=${report}`,
  ...(chosen.length > 0 ? chosen : folders),
])
let results
try {
  results = JSON.parse(readFileSync(report, 'utf8'))
} catch {
  results = { numPassedTests: 0, numFailedTests: 1 }
}
rmSync(output, { recursive: true })
// A file that cannot even be loaded has no failed test, and has failed all the same.
const failed = results.numFailedTests + (results.numRuntimeErrorTestSuites ?? 0)
tell(results.numPassedTests, failed)
process.exit(status === 0 && failed === 0 && results.numPassedTests > 0 ? 0 : 1)
