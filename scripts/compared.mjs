// Writes docs/franceconnect-compared.md from the cases that test/contract/observed-*.test.ts run:
// `node scripts/compared.mjs`. With --check it writes nothing, and fails where the file says something else.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const file = `${root}docs/franceconnect-compared.md`

/** The cases, straight from their sources. */
async function loadGroups() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { observedGroups } from './test/support/observed-groups.ts'`,
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  })
  const encoded = Buffer.from(outputFiles[0].contents).toString('base64')
  return (await import(`data:text/javascript;base64,${encoded}`)).observedGroups
}

const tableOf = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** An answer as it is, whatever signs it holds. */
function verbatim(answer) {
  const text = answer.replaceAll('|', '\\|')
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}

const differing = ({ cases }) => cases.filter((one) => 'differs' in one)
const count = (groups, select) => groups.reduce((sum, group) => sum + select(group).length, 0)

function differences(groups) {
  return groups.flatMap((group) =>
    differing(group).map(({ request, observed, simulator, differs }) => [
      group.title,
      request,
      verbatim(observed),
      verbatim(simulator),
      differs,
    ]),
  )
}

function summary(groups) {
  return groups.map((group) => {
    const apart = differing(group).length
    return [group.title, group.cases.length - apart, apart]
  })
}

function section({ title, cases }) {
  const rows = cases.map((one) => [
    one.request,
    verbatim(one.observed),
    'differs' in one ? `${verbatim(one.simulator)}: ${one.differs}` : 'agrees',
  ])
  return `## ${title}\n\n${tableOf(['what is asked', 'FranceConnect’s core', 'the simulator'], rows)}\n`
}

function write(groups) {
  const all = count(groups, ({ cases }) => cases)
  const apart = count(groups, differing)
  return `<!-- Written by scripts/compared.mjs: change the cases in test/support/observed-cases, not this file. -->
# The simulator compared with FranceConnect

FranceConnect’s open-source core (\`core-fcp-low\`, oidc-provider 9.1.2, the source of February 2026) was driven over HTTP,
and its answers noted. The [simulator](simulator.md) is asked the same, case by case, by the tests
\`test/contract/observed-*.test.ts\`: **${all - apart} of ${all} cases agree, ${apart} differ**. A case that agrees is held to the observed
answer, a case that differs to the answer that stands here, so neither can change unseen. What production runs may be a
later build than the one observed.

${tableOf(['what', 'agree', 'differ'], summary(groups))}

## What differs, and why

${tableOf(['where', 'what is asked', 'FranceConnect’s core', 'the simulator', 'why'], differences(groups))}

## How to read the answers

A number is an HTTP status; \`303 → 200 …\` is a redirect and where it leads. \`page Y030007\` is an error page with
FranceConnect’s code: the service hears nothing. \`service: …\` is what its \`redirect_uri\` receives; \`state\` and \`iss\`
without a value are the right ones. For \`/token\`, \`/userinfo\` and revocation: \`error: error_description, code\`, the code
being the one in \`error_uri\`. An authorization request is good but for what is said: \`openid\` and identity scopes,
\`acr_values=eidas1\`, \`state\` and \`nonce\` of 64 characters. Names, addresses and people are of our own invention.

${groups.map(section).join('\n')}`
}

const wanted = write(await loadGroups())
if (!process.argv.includes('--check')) writeFileSync(file, wanted)
else if (readFileSync(file, 'utf8') !== wanted) {
  process.stderr.write('docs/franceconnect-compared.md is out of date: node scripts/compared.mjs\n')
  process.exitCode = 1
}
