import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { minify } from '@swc/core'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Members of the widget's own objects, which the bundle may call otherwise. None may be a name of the
 * platform, of the service's answers, of an event's detail, or of what a page leaves in the tab's storage
 * for the next one; none may be asked for with `in`.
 */
const ownNames = [
  ...['announce', 'area', 'choice', 'choices', 'claims', 'control', 'correctionOf', 'description'],
  ...['group', 'host', 'isLeaving', 'isStep', 'kind', 'labelOf', 'mark', 'names'],
  ...['position', 'read', 'release', 'say', 'scriptService', 'sentence', 'session'],
  ...['setBusy', 'showProblem', 'showSession', 'shown', 'sourceName', 'speak', 'store', 'summary'],
  ...['undoFill', 'undos', 'wanted', 'words', 'write'],
]

/** What esbuild has bundled, smaller: swc joins and hoists declarations, and inlines what is called once. */
async function squeeze(file) {
  const { code } = await minify(await readFile(file, 'utf8'), {
    module: true,
    // "Unsafe" for those who redefine String, or join symbols and odd objects to text: nobody here.
    compress: { ecma: 2022, passes: 3, hoist_vars: true, unsafe: true },
    mangle: { toplevel: true },
    format: { ecma: 2022, comments: false },
  })
  await writeFile(file, code)
}

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
    mangleProps: new RegExp(`^(?:${ownNames.join('|')})$`),
    sourcemap: false,
    // Sentences stay readable, and shorter, in UTF-8.
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  })
  await squeeze(file)
  const content = await readFile(file)
  return { file, bytes: content.length, gzipBytes: gzipSync(content, { level: 9 }).length }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const outdir = process.argv[2] ?? join(root, 'dist/widget')
  const { bytes, gzipBytes } = await buildWidget({ outdir })
  process.stdout.write(`widget: ${bytes} bytes, ${gzipBytes} gzipped\n`)
}
