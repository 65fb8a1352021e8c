// Bundles the bench into a folder of its own for as long as it runs, and runs it against the built service.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

const outdir = mkdtempSync(join(tmpdir(), 'prefill-bench-code-'))
await build({
  entryPoints: [
    ...['main', 'provider', 'floor', 'load'].map((out) => ({ in: `test/bench/${out}.ts`, out })),
    { in: 'test/support/collect-garbage.mjs', out: 'collect-garbage' },
  ],
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'error',
  // Some packages are CommonJS, and ask for Node's own modules that way.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
  },
})
const child = spawn(process.execPath, [join(outdir, 'main.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.once('close', (code) => {
  rmSync(outdir, { recursive: true })
  process.exitCode = code ?? 1
})
