import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { writeFolder } from '../support/configuration-folder.ts'
import { snippetsOf, snippetUnder } from '../support/doc-snippets.ts'
import { svg } from '../support/pictures.ts'
import { runShell } from '../support/run-shell.ts'
import { freePort } from '../support/start-demo-process.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [collectivite = ''] = snippetsOf('README.md')
  .filter(({ heading, language }) => heading === 'I run the service' && language === 'yaml')
  .map(({ text }) => text)

test.each([
  ['README.md', 'I run the service'],
  ['README.fr.md', 'J’exploite le service'],
])(
  'when %s’s commands are typed, then the service runs in production on README.md’s file',
  async (page, heading) => {
    const folder = writeFolder({
      'etc/prefill/collectivites/ma-ville.yaml': collectivite,
      'etc/prefill/collectivites/ma-ville.svg': svg('0 0 1 1'),
      'run/secrets/ma-ville': 'secret-of-franceconnect',
    })
    const block = snippetUnder(page, heading, 'sh').replaceAll(
      /(?<=[ =])\/(etc|run)\//g,
      `${folder}/$1/`,
    )
    const [PORT, MANAGEMENT_PORT] = [String(await freePort()), String(await freePort())]
    const { stdout, stderr } = await runShell(block, {
      env: { PORT, MANAGEMENT_PORT, HOST: '127.0.0.1', DRAIN_SECONDS: '0' },
      until: /"msg":"ready"/,
    })
    expect(stderr).toBe('')
    const ready = stdout.split('\n').find((line) => line.includes('"msg":"ready"'))
    expect(JSON.parse(ready ?? '{}')).toMatchObject({
      issuer: 'https://prefill.exemple.fr',
      forms: 1,
      people: 'test',
    })
    const [secret] = readFileSync(join(folder, 'run/secrets/secrets'), 'utf8').split('\n')
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
  },
  60_000,
)

test('when a procedure is copied as docs/catalogue.md says, then it stands in CONFIG_DIR', async () => {
  const folder = writeFolder({})
  mkdirSync(join(folder, 'prefill'))
  const block = snippetUnder('docs/catalogue.md', 'Adapter une démarche', 'sh')
  const typed = block.replaceAll('/etc/', `${folder}/`)
  expect(await runShell(typed)).toEqual({ status: 0, stdout: '', stderr: '' })
  const name = 'demarches/aide-ccas.yaml'
  expect(readFileSync(join(folder, 'prefill', name), 'utf8')).toBe(
    readFileSync(join(root, 'config', name), 'utf8'),
  )
})
