// Writes docs/sources.md from the catalogue of sources: `node scripts/sources-docs.mjs`.
// With --check it writes nothing, and fails where the file says something else.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const file = `${root}docs/sources.md`

/** The service's own modules, straight from their sources: what is built may be older. */
async function loadSources() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { catalogue } from './src/domain/catalogue.ts'
export { sourceOutcome } from './src/domain/source-outcome.ts'
export { stateSources } from './src/domain/state-sources.ts'`,
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  })
  const encoded = Buffer.from(outputFiles[0].contents).toString('base64')
  return import(`data:text/javascript;base64,${encoded}`)
}

const apis = { api_particulier: 'API Particulier', impot_particulier: 'API Impôt particulier' }
const nextSteps = {
  attach_document: 'fill in by hand and attach the document',
  try_later: 'try later, or fill in by hand',
  type_it: 'fill in by hand',
}

const code = (text) => `\`${text}\``
const inBothLanguages = ({ fr, en }) => (en === undefined || en === fr ? fr : `${fr} / ${en}`)
const tableOf = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

function typeOf({ type, items }) {
  return items === undefined ? type : `list of ${Object.keys(items).length}`
}

const scopesOf = ({ scope, alsoIn }) => [scope, ...alsoIn].map(code).join(' or ')

function claimRows(claims) {
  return Object.entries(claims).map(([name, claim]) => [
    code(name),
    typeOf(claim),
    scopesOf(claim),
    claim.assurance,
    inBothLanguages(claim.label),
  ])
}

const claimTable = (claims) =>
  tableOf(['claim', 'type', 'scope', 'assurance', 'label'], claimRows(claims))

/** Of each list, what a group can take of its things. */
function listTables(claims) {
  return Object.entries(claims)
    .filter(([, { items }]) => items !== undefined)
    .map(([name, { items }]) => {
      const rows = Object.entries(items).map(([item, { type, label }]) => [
        code(item),
        type,
        inBothLanguages(label),
      ])
      return `Of each thing in ${code(name)}, for the fields of a group:\n\n${tableOf(['item', 'type', 'label'], rows)}\n`
    })
}

const distinct = (values) => [...new Set(values)]

function corrections(claims) {
  const sentences = distinct(Object.values(claims).map(({ correction }) => correction.fr))
  return sentences.map((sentence) => `*${sentence}*`).join(' ')
}

/** What the citizen can do where the source gives nothing, by the code that the token has as `next`. */
function stepsOf(name, sourceOutcome) {
  const next = (status, reason) => sourceOutcome(name, { status, reason }, 'en').next
  const empty = next('empty', 'not_found')
  const unavailable = next('unavailable', 'timeout')
  const say = (step) => `${code(step)} (${nextSteps[step]})`
  return empty === unavailable
    ? say(empty)
    : `${say(unavailable)} where it did not answer, else ${say(empty)}`
}

function facts(name, source, sourceOutcome) {
  const { api, path, name: who, document, question, claims } = source
  const rows = [
    ['who answers', inBothLanguages(who)],
    ['where', `${apis[api]}${path === '' ? '' : `, ${code(path)}`}`],
    ...(question === undefined
      ? []
      : [['asked before the login', `${code(question.name)}: ${inBothLanguages(question.label)}`]]),
    ...(document === undefined ? [] : [['document that says the same', inBothLanguages(document)]]),
    ['where it gives nothing', stepsOf(name, sourceOutcome)],
    ['where a value is corrected', corrections(claims)],
  ]
  return tableOf(['', ''], rows)
}

function section(name, source, sourceOutcome) {
  return `## ${code(name)}

${facts(name, source, sourceOutcome)}

${[claimTable(source.claims), ...listTables(source.claims)].join('\n\n')}`
}

function write({ catalogue, stateSources, sourceOutcome }) {
  const overview = Object.entries(stateSources).map(([name, { subject, name: who, claims }]) => [
    `[${code(name)}](#${name})`,
    inBothLanguages(subject),
    who.fr,
    String(Object.keys(claims).length),
  ])
  return `<!-- Written by scripts/sources-docs.mjs: change the catalogue in src/domain, not this file. -->
# Sources

Where a field of a demarche can come from: \`from: quotient_familial.valeur\` names a source and one of its claims. Scopes are
derived from the fields, and asked of FranceConnect only where the citizen has not declined the source. The API is called
with the token of that one login, in the name of the collectivite (its SIRET).

- *type*: a field's canonical value, see [README](../README.md#i-develop-a-back-end). A list of things (children) can be used
  by a group only.
- *assurance*: \`administrative\` is an agency's file, \`declared\` what the citizen told the agency and nobody checked, such as
  an address. \`verified\` is kept for civil status that FranceConnect has checked with INSEE.
- *scope*: where several stand, the first is asked, or the one that the habilitation has.

${tableOf(['source', 'what', 'who answers', 'claims'], overview)}

${Object.entries(stateSources)
  .map(([name, source]) => section(name, source, sourceOutcome))
  .join('\n\n')}

## \`franceconnect\`

The identity, from FranceConnect itself; the assurance is the best that a claim can have, and a login may lower it
(guests of another State, half a birth date).

${claimTable(catalogue.franceconnect.claims)}
`
}

const wanted = write(await loadSources()).replace(/\n{3,}/g, '\n\n')
if (!process.argv.includes('--check')) writeFileSync(file, wanted)
else if (readFileSync(file, 'utf8') !== wanted) {
  process.stderr.write('docs/sources.md is out of date: node scripts/sources-docs.mjs\n')
  process.exitCode = 1
}
