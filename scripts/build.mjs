// Compiles the service, bundles the widget and the clerk's page, and slims the communes into dist/.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { buildClerk } from './build-clerk.mjs'
import { buildWidget, sayBuilt } from './build-widget.mjs'
import { writeCogData } from './cog-data.mjs'

const require = createRequire(import.meta.url)
const typescript = dirname(require.resolve('typescript/package.json'))

rmSync('dist', { recursive: true, force: true })
execFileSync(process.execPath, [join(typescript, 'bin/tsc'), '-p', '.'], { stdio: 'inherit' })
process.stderr.write(sayBuilt(await buildWidget({ outdir: 'dist/widget' })))
await buildClerk({ outdir: 'dist/clerk' })
writeCogData({ outdir: 'dist/data' })
