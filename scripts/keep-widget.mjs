// Keeps the widget of a release under its version, for pages that pin it: npm runs this in `npm version`, when
// package.json has the new version and before it is committed.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { buildWidget } from './build-widget.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Builds the widget and keeps it as `<version>.js`.
 * @param {{ outdir: string, released: string, version: string }} options where it is built and where it is kept
 * @returns {Promise<string>} the file
 * @throws where that version has been kept before: what was released never changes
 */
export async function keepWidget({ outdir, released, version }) {
  const kept = join(released, `${version}.js`)
  if (existsSync(kept)) throw new Error(`${version} was released before: raise the version`)
  const { file } = await buildWidget({ outdir, released, version })
  mkdirSync(released, { recursive: true })
  copyFileSync(file, kept)
  return kept
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const released = join(root, 'src/widget/released')
  const kept = await keepWidget({ outdir: join(root, 'dist/widget'), released, version })
  const { status } = spawnSync('git', ['add', kept], { cwd: root, stdio: 'inherit' })
  process.exitCode = status ?? 1
}
