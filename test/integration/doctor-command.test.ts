import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { wantsColour } from '../../src/cli/colour.ts'
import { printText } from '../../src/cli/doctor/print-text.ts'
import { writeFolder } from '../support/configuration-folder.ts'
import { diagnose, soundCollectivite, soundDemarche } from '../support/doctor-stage.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const entry = `${root}dist/cli/main.js`

const demo = {
  NODE_ENV: 'development',
  CONFIG_DIR: `${root}config/demo`,
  DEMO_FC_SECRET: 'demo-secret-of-the-simulator-only',
  DEMO_ETAT_CIVIL_SECRET: 'demo-secret-of-the-civil-status-form',
}

/** The command as an operator runs it. */
function doctor(args: readonly string[], environment: Record<string, string> = demo) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, 'doctor', ...args], {
    env: { PATH: process.env.PATH, ...environment },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

const files = (collectivite: string) => ({
  CONFIG_DIR: writeFolder({
    'collectivites/mairie.yaml': collectivite,
    'demarches/repas.yaml': soundDemarche,
  }),
})
const withoutContact = soundCollectivite.replace(/^privacy_contact.*\n/m, '')
const withoutClient = soundCollectivite.replace('client_id: fc\n', '')

describe('the doctor command', () => {
  test('when the demonstration is judged, then it is well, and so is what is shipped', () => {
    const well = { status: 0, stdout: 'nothing found\n', stderr: '' }
    expect(doctor(['--strict'])).toEqual(well)
    const shipped = { CONFIG_DIR: `${root}config`, NODE_ENV: 'development' }
    expect(doctor(['--files', '--strict'], shipped)).toEqual(well)
  })

  test.each(['cantine', 'bibliotheque', 'stationnement', 'transport'])(
    'when the demonstration’s page %s is judged, then each of its fields has an input',
    (name) => {
      const page = `${root}config/demo/site/${name}.html`
      const { status, stdout } = doctor(['--strict', '--json', '--page', page])
      const { findings, page: read } = JSON.parse(stdout)
      expect({ status, findings }).toEqual({ status: 0, findings: [] })
      const [{ fields }] = read.forms
      expect(fields.length).toBeGreaterThan(3)
      for (const { inputs } of fields) expect(inputs.length).toBeGreaterThan(0)
    },
  )

  test.each([
    [[], withoutContact, 0],
    [['--strict'], withoutContact, 1],
    [[], withoutClient, 2],
  ])('when it is told %j, then the exit code says what was found', (args, text, status) => {
    expect(doctor(['--files', ...args], files(text)).status).toBe(status)
  })

  test('when a program reads it, then it gets one document of the promised shape', () => {
    const { stdout } = doctor(['--files', '--json'], files(withoutContact))
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      exit_code: 0,
      counts: { error: 0, warning: 1, advice: 0 },
      findings: [
        {
          rule: 'missing-contact',
          level: 'warning',
          file: 'collectivites/mairie.yaml',
          line: 1,
          path: 'privacy_contact',
          message:
            'citizens of Mairie do not read whom to ask about their data (GDPR articles 13 and 38)',
          instead: 'write privacy_contact: the address of the data protection officer',
          docs: 'docs/doctor.md#missing-contact',
        },
      ],
      page: null,
    })
    const unset = JSON.parse(doctor(['--json'], {}).stdout)
    expect(unset.findings[0]).toMatchObject({ file: null, line: null, instead: null })
  })

  test('when its output is no terminal, then it is without colour', () => {
    const { stdout } = doctor(['--files'], files(withoutContact))
    expect(stdout).toBe(`collectivites/mairie.yaml:1 warning missing-contact
  privacy_contact: citizens of Mairie do not read whom to ask about their data (GDPR articles 13 and 38)
  → write privacy_contact: the address of the data protection officer
  docs/doctor.md#missing-contact

0 errors, 1 warning, 0 advice
`)
  })

  test('when it is not understood, then it says how it is used', () => {
    expect(doctor(['--pdf'])).toEqual({
      status: 64,
      stdout: '',
      stderr: expect.stringMatching(/^usage: franceconnect-prefill doctor /),
    })
  })
})

describe('colour', () => {
  test.each([
    [true, {}, true],
    [undefined, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
  ])(
    'when the output is a terminal (%s) and the environment %j, then it is wanted: %s',
    (...given) => {
      const [isTerminal, environment, wanted] = given
      expect(wantsColour(isTerminal, environment)).toBe(wanted)
    },
  )

  test('when it is wanted, then it is there, and nothing of a file steers the terminal', async () => {
    const replace = {
      'collectivites/mairie.yaml': ['name: Mairie', 'name: "Mairie\\e[2J"\nforme: 1'],
    } as const
    const report = await diagnose({ replace })
    const bad = await diagnose({
      replace: { 'collectivites/mairie.yaml': ['demarche: repas', 'demarche: "re\\epas"'] },
    })
    expect(printText(report, true)).toContain('\u001B[31merror\u001B[0m unknown-member')
    expect(printText(bad, false)).not.toContain('\u001B')
    expect(printText(bad, false)).toContain('re pas')
  })
})
