import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Bundles the widget into one module, `v1.js`.
 * @param {{ outdir: string }} options where it goes
 * @returns {Promise<{ file: string, bytes: number, gzipBytes: number }>}
 */
export async function buildWidget({ outdir }) {
  const file = join(outdir, 'v1.js')
  await build({
    entryPoints: [join(root, 'src/widget/main.ts')],
    outfile: file,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    sourcemap: false,
    // Sentences stay readable, and shorter, in UTF-8.
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  })
  const content = await readFile(file)
  return { file, bytes: content.length, gzipBytes: gzipSync(content, { level: 9 }).length }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const outdir = process.argv[2] ?? join(root, 'dist/widget')
  const { bytes, gzipBytes } = await buildWidget({ outdir })
  process.stdout.write(`widget: ${bytes} bytes, ${gzipBytes} gzipped\n`)
}
