// Writes schemas/*.schema.json from the zod schemas of the configuration: `node scripts/schemas.mjs`.
// With --check it writes nothing, and fails where a file says something else.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The service's own module, straight from its source: what is built may be older. */
async function loadSource() {
  const { outputFiles } = await build({
    entryPoints: [`${root}src/domain/file-schemas.ts`],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  })
  const encoded = Buffer.from(outputFiles[0].contents).toString('base64')
  return import(`data:text/javascript;base64,${encoded}`)
}

const { collectiviteSchema, demarcheSchema } = await loadSource()
const files = { collectivite: collectiviteSchema(), demarche: demarcheSchema() }

const read = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

mkdirSync(`${root}schemas`, { recursive: true })
for (const [name, schema] of Object.entries(files)) {
  const path = `schemas/${name}.schema.json`
  const wanted = `${JSON.stringify(schema, null, 2)}\n`
  if (!process.argv.includes('--check')) writeFileSync(`${root}${path}`, wanted)
  else if (read(`${root}${path}`) !== wanted) {
    process.stderr.write(`${path} is out of date: node scripts/schemas.mjs\n`)
    process.exitCode = 1
  }
}
