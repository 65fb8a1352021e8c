import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Imports all of zod as a namespace. Under its name `z`, which is an object to a bundler, nothing of it
 * can be left out: three quarters of the bundle would be languages and schemas that nobody uses.
 */
const zodAsNamespace = {
  name: 'zod-as-namespace',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/](domain|signing)[\\/].*\.ts$/ }, async ({ path }) => ({
      loader: 'ts',
      contents: (await readFile(path, 'utf8')).replace(
        "import { z } from 'zod'",
        "import * as z from 'zod'",
      ),
    }))
  },
}

/**
 * Bundles the script of the clerk's page into one module, `v1.js`.
 * @param {{ outdir: string }} options where it goes
 * @returns {Promise<{ file: string, bytes: number, gzipBytes: number }>}
 */
export async function buildClerk({ outdir }) {
  const file = join(outdir, 'v1.js')
  await build({
    entryPoints: [join(root, 'src/clerk/main.ts')],
    outfile: file,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    sourcemap: false,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [zodAsNamespace],
  })
  const content = await readFile(file)
  return { file, bytes: content.length, gzipBytes: gzipSync(content, { level: 9 }).length }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const outdir = process.argv[2] ?? join(root, 'dist/clerk')
  const { bytes, gzipBytes } = await buildClerk({ outdir })
  process.stdout.write(`clerk: ${bytes} bytes, ${gzipBytes} gzipped\n`)
}
