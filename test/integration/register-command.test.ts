import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { collectiviteFile, formFile, writeFolder } from '../support/configuration-folder.ts'
import { snippetUnder } from '../support/doc-snippets.ts'
import { runShell } from '../support/run-shell.ts'

const entry = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const demo = fileURLToPath(new URL('../../config/demo', import.meta.url))
const catalogueForms = [
  'demo-accueil-loisirs',
  'demo-aide-sport-culture',
  'demo-bourse-etudes',
  'demo-cantine-college',
  'demo-carte-senior',
  'demo-changement-adresse',
  'demo-inscription-scolaire',
  'demo-jardin-familial',
  'demo-pacs',
  'demo-portage-repas',
  'demo-recensement-citoyen',
  'demo-reservation-salle',
  'demo-aide-ccas',
  'demo-place-creche',
  'demo-tarif-handicap',
]
const demoForms = ['demo-cantine', 'demo-etat-civil', 'demo-bibliotheque', 'demo-stationnement']

/** The command as whoever keeps the register runs it: no secret, no mode, a folder. */
function register(args: readonly string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, 'register', ...args], {
    env: { PATH: process.env.PATH, CONFIG_DIR: demo, ...environment },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

const formsIn = (text: string) =>
  [...text.matchAll(/^\| Formulaire \| `(.+)` \|$/gm)].map(([, name]) => name)

describe('the register command', () => {
  test('when it is asked for all forms, then it prints each, without a secret and without FranceConnect', () => {
    const { status, stdout, stderr } = register([])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(formsIn(stdout)).toEqual([...catalogueForms, ...demoForms, 'demo-transport'])
    expect(stdout).toMatch(/^# Registre des activités de traitement\n/)
    expect(stdout).not.toContain('left out')
  })

  test('when it is asked for some, then it prints those', () => {
    expect(formsIn(register(['demo-transport', 'demo-cantine']).stdout)).toEqual([
      'demo-cantine',
      'demo-transport',
    ])
  })

  test('when English and HTML are wanted, then it prints a page in English', () => {
    const { status, stdout } = register(['demo-cantine', '--html', '--language', 'en'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^<!doctype html>\n<html lang="en">\n/)
    expect(stdout).toContain('<h1>Record of processing activities</h1>')
    expect(stdout).toContain('<th scope="row">Form</th><td><code>demo-cantine</code></td>')
  })

  test('when it is typed as docs/operations.md says, then both documents are written', async () => {
    const folder = writeFolder({
      'collectivites/ville.json': collectiviteFile({
        forms: [formFile({ client_id: 'ma-ville-bibliotheque', demarche: 'bibliotheque' })],
      }),
    })
    const block = snippetUnder('docs/operations.md', 'The record of processing activities', 'sh')
    const typed = block.replaceAll('/etc/prefill', folder)
    expect(await runShell(typed, { cwd: folder })).toEqual({ status: 0, stdout: '', stderr: '' })
    const written = (name: string) => readFileSync(join(folder, name), 'utf8')
    expect(formsIn(written('registre.md'))).toEqual(['ma-ville-bibliotheque'])
    expect(written('register.html')).toMatch(/^<!doctype html>\n<html lang="en">\n/)
  })

  test.each([[['--language', 'de']], [['--language']], [['--pdf']]])(
    'when it is told %j, then it says how it is used',
    (args) => {
      expect(register(args)).toEqual({
        status: 2,
        stdout: '',
        stderr: expect.stringMatching(/^usage: franceconnect-prefill register /),
      })
    },
  )

  test('when there is no such form, then it says which there are', () => {
    expect(register(['demo-piscine'])).toEqual({
      status: 1,
      stdout: '',
      stderr: `no form demo-piscine; known: ${[...catalogueForms, ...demoForms].join(', ')}, demo-transport\n`,
    })
  })

  test('when no folder is named, then it says what is missing', () => {
    const { status, stderr } = register([], { CONFIG_DIR: '' })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^CONFIG_DIR: is not set/)
  })

  test('when the configuration is wrong, then it says where, and prints no register', () => {
    const folder = writeFolder({
      'collectivites/ville.json': collectiviteFile({ forms: [formFile({ demarche: 'piscine' })] }),
    })
    const { status, stdout, stderr } = register([], { CONFIG_DIR: folder })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/^collectivites\/ville\.json.*forms\[0\]\.demarche: unknown demarche/)
  })
})
