// Writes into docs/widget.md the hash of every version of the widget: `node scripts/widget-docs.mjs`.
// With --check it writes nothing, and fails where the file says something else.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWidget, integrityOf } from './build-widget.mjs'

const file = fileURLToPath(new URL('../docs/widget.md', import.meta.url))

/** The versions that the build leaves, newest first, each with its hash. */
async function versions() {
  const outdir = mkdtempSync(join(tmpdir(), 'widget-docs-'))
  await buildWidget({ outdir })
  const found = readdirSync(outdir)
    .filter((name) => /^\d.*\.js$/.test(name))
    .sort((one, other) => other.localeCompare(one, 'en', { numeric: true }))
    .map((name) => ({
      version: name.slice(0, -'.js'.length),
      integrity: integrityOf(readFileSync(join(outdir, name))),
    }))
  rmSync(outdir, { recursive: true })
  return found
}

function write(text, found) {
  const rows = found.map(({ version, integrity }) => `| ${version} | \`${integrity}\` |`)
  const [newest] = found
  return text
    .replace(
      /widget\/[\d.]+\.js" crossorigin\n {2}integrity="[^"]*"/,
      `widget/${newest.version}.js" crossorigin\n  integrity="${newest.integrity}"`,
    )
    .replace(
      /(\| version \| `integrity` \|\n\|---\|---\|\n)(?:\|.*\|\n)*/,
      (_, head) => `${head}${rows.join('\n')}\n`,
    )
}

const before = readFileSync(file, 'utf8')
const after = write(before, await versions())
if (process.argv.includes('--check')) {
  if (before !== after) {
    process.stderr.write('docs/widget.md is out of date: run npm run docs\n')
    process.exitCode = 1
  }
} else writeFileSync(file, after)
