import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { loadClients } from '../../src/simulator/load-clients.ts'
import { type RunningSimulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { goodSecrets, writeFolder } from '../support/configuration-folder.ts'
import { snippetsOf, snippetUnder } from '../support/doc-snippets.ts'
import { soundCollectivite, soundDemarche } from '../support/doctor-stage.ts'
import { runShell } from '../support/run-shell.ts'
import { runCommand } from '../support/start-command.ts'

const page = 'docs/doctor.md'
const demo = fileURLToPath(new URL('../../config/demo', import.meta.url))
const [commands = '', finding = ''] = snippetsOf(page)
  .filter(({ heading }) => heading === 'The doctor')
  .map(({ text }) => text)

/** A form whose plug-in names its inputs, and has none for the e-mail address. */
const granted = `${soundCollectivite.replace('client_id: cantine', 'client_id: ma-ville-cantine')}    inputs: {nom: "wpforms[fields][3]"}
`
const demarche = soundDemarche
  .split('\n')
  .filter((line) => !/^ {2}(?!nom|courriel)/.test(line))
  .join('\n')
const widget = `<script type="module" src="http://localhost:3000/widget/v1.js"></script>
<franceconnect-prefill client-id="ma-ville-cantine" for="f"></franceconnect-prefill>
`
const form = '<form id="f">\n<input aria-label="Nom" name="wpforms[fields][3]">\n</form>\n'

let simulator: RunningSimulator
beforeAll(async () => {
  const clients = loadClients(undefined, { serviceOrigin: 'http://localhost:3000' })
  simulator = await startSimulator({ port: 0, clients })
})
afterAll(() => simulator.close())

describe('docs/doctor.md', () => {
  test('when its commands are typed where all is well, then each finds nothing', async () => {
    const folder = writeFolder({})
    copyFileSync(join(demo, 'site/cantine.html'), join(folder, 'cantine.html'))
    const { status, stdout } = await runShell(commands, {
      cwd: folder,
      env: {
        NODE_ENV: 'development',
        CONFIG_DIR: demo,
        SIMULATOR_PORT: String(simulator.port),
        DEMO_FC_SECRET: 'demo-secret-of-the-simulator-only',
        DEMO_ETAT_CIVIL_SECRET: 'demo-secret-of-the-civil-status-form',
      },
    })
    expect(stdout.match(/^nothing found$/gm)).toHaveLength(4)
    expect(stdout).toContain('quotient')
    expect(status).toBe(0)
  })

  function judge(collectivite: string, ...more: string[]): string {
    const folder = writeFolder({
      // The page says on which lines they stand.
      'cantine.html': `${widget}${'\n'.repeat(20)}${form}`,
      'collectivites/ma-ville.yaml': collectivite,
      'demarches/repas.yaml': demarche,
    })
    const env = { CONFIG_DIR: folder, NODE_ENV: 'development', FC_SECRET: goodSecrets[0] }
    return runCommand(['doctor', ...more], { cwd: folder, env }).stdout
  }

  test('when a scope is not granted, then the finding reads as it shows', () => {
    expect(judge(granted.replace('identite_pivot, email', 'identite_pivot'))).toBe(
      `${finding}\n1 error, 0 warnings, 0 advice\n`,
    )
  })

  test('when a program reads it, then it gets the document that it shows', () => {
    const shown = JSON.parse(snippetUnder(page, 'For programs', 'json'), (key, value: unknown) =>
      key === 'instead' ? expect.stringContaining(String(value).replace(/…$/, '')) : value,
    )
    expect(JSON.parse(judge(granted, '--json', '--page', 'cantine.html'))).toEqual(shown)
  })
})
