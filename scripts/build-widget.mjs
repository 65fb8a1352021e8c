import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { minify as joinWithSwc } from '@swc/core'
import { build } from 'esbuild'
import { minify } from 'terser'

const root = fileURLToPath(new URL('..', import.meta.url))
const { version: packageVersion } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

// The oldest that know private methods and `at`, and give `addEventListener` a signal; docs/widget.md says so too.
const oldestBrowsers = ['chrome92', 'firefox90', 'safari15.4']

/**
 * Members of the widget's own objects, which the bundle may call otherwise. None may be a name of the
 * platform, of the service's answers, of an event's detail, or of what a page leaves in the tab's storage
 * for the next one; none may be asked for with `in`.
 */
const ownNames = [
  ...['announce', 'area', 'choice', 'choices', 'control', 'correctionOf', 'description'],
  ...['group', 'host', 'isLeaving', 'kind', 'labelOf', 'mark', 'merge', 'names'],
  ...['position', 'read', 'release', 'remaining', 'say', 'scriptService', 'sentence', 'session'],
  ...['setBusy', 'showProblem', 'showSession', 'shown', 'sourceName', 'speak', 'store', 'summary'],
  ...['isOver', 'merge', 'multiple', 'parked', 'problem', 'root', 'show'],
  ...['seen', 'supply', 'token', 'undos', 'waiting', 'wanted', 'words', 'write'],
]

/**
 * What esbuild has bundled, smaller: swc joins and hoists declarations, and inlines what is called once; terser
 * shortens what that leaves. Each finds what the other does not.
 */
async function squeeze(file) {
  // "Unsafe" for those who redefine String, or read members for what that does: nobody here.
  const compress = { ecma: 2022, passes: 3, unsafe: true }
  const options = {
    module: true,
    mangle: { toplevel: true },
    format: { ecma: 2022, comments: false },
  }
  const joined = await joinWithSwc(await readFile(file, 'utf8'), {
    ...options,
    compress: { ...compress, hoist_vars: true, collapse_vars: false },
  })
  const { code } = await minify(joined.code, {
    ...options,
    compress: { ...compress, unsafe_arrows: true, unsafe_methods: true, pure_getters: true },
  })
  // The line ends of the style sheets.
  await writeFile(file, code.replaceAll(/([{};])\n/g, '$1'))
}

/** The hash by which a page pins a script (Subresource Integrity §3.1). */
export const integrityOf = (content) =>
  `sha384-${createHash('sha384').update(content).digest('base64')}`

/**
 * Leaves each version under its own name: what earlier releases were built to, and this one under the version of the
 * package, unless that was released before: a page may hold the hash of what stands there.
 */
function copyVersions(file, outdir, { released, version }) {
  copyFileSync(file, join(outdir, `${version}.js`))
  if (existsSync(released)) cpSync(released, outdir, { recursive: true })
}

/**
 * Bundles the widget into one module, `v1.js`, and leaves its typings beside it, and every version that pages
 * may have pinned.
 * @param {{ outdir: string, released?: string, version?: string }} options where it goes, and where the scripts of
 *   released versions are kept
 * @returns {Promise<{ file: string, bytes: number, gzipBytes: number, integrity: string }>}
 */
export async function buildWidget({
  outdir,
  released = join(root, 'src/widget/released'),
  version = packageVersion,
}) {
  const file = join(outdir, 'v1.js')
  await build({
    entryPoints: [join(root, 'src/widget/main.ts')],
    outfile: file,
    bundle: true,
    format: 'esm',
    target: oldestBrowsers,
    minify: true,
    mangleProps: new RegExp(`^(?:${ownNames.join('|')})$`),
    sourcemap: false,
    // Sentences stay readable, and shorter, in UTF-8.
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  })
  await squeeze(file)
  copyVersions(file, outdir, { released, version })
  copyFileSync(join(root, 'src/widget/v1.d.ts'), join(outdir, 'v1.d.ts'))
  const content = await readFile(file)
  const gzipBytes = gzipSync(content, { level: 9 }).length
  return { file, bytes: content.length, gzipBytes, integrity: integrityOf(content) }
}

/** What the build says of it, in one line. */
export const sayBuilt = ({ bytes, gzipBytes, integrity }) =>
  `widget: ${bytes} bytes, ${gzipBytes} gzipped, ${integrity}\n`

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const outdir = process.argv[2] ?? join(root, 'dist/widget')
  process.stderr.write(sayBuilt(await buildWidget({ outdir })))
}
