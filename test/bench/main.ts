import { existsSync } from 'node:fs'
import type { Effort } from './options.ts'
import { printReport } from './print.ts'
import { checkBench, runBench } from './run.ts'

// `npm run bench`: `--json` for machines, `--quick` for a first look, `--check [sources]` for a few logins at both,
// verified and untimed.

// A login costs about a fifth more in the first 12,000 of a process; from then on the cost is steady.
const full: Effort = { processes: 2, rounds: 10, logins: 500, warmUp: 15_000, users: 16 }
const quick: Effort = { processes: 1, rounds: 3, logins: 300, warmUp: 600, users: 16 }

const asked = process.argv.slice(2)
const has = (option: string) => asked.includes(option)
const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`)

if (!existsSync('/proc/self/task')) {
  process.stderr.write('The bench reads CPU time from /proc: it runs on Linux only.\n')
  process.exitCode = 2
} else if (has('--check')) {
  const sources = Number(asked[asked.indexOf('--check') + 1] ?? 0)
  print(await checkBench(20, { sources }))
} else {
  const report = await runBench(has('--quick') ? quick : full, (text) =>
    process.stderr.write(`${text} …\n`),
  )
  if (has('--json')) print(report)
  else process.stdout.write(printReport(report))
}
