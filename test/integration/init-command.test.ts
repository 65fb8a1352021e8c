import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { startInstance } from '../support/service-instance.ts'
import { runCommand } from '../support/start-command.ts'
import { freePort } from '../support/start-demo-process.ts'

const entry = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prefill-init-'))
  writeFileSync(
    join(folder, 'repas.html'),
    '<form id="repas"><input name="nom"><input name="courriel"></form>',
  )
})
afterEach(() => rmSync(folder, { recursive: true }))

const init = (...args: string[]) => runCommand(['init', ...args], { cwd: folder })
const read = (path: string) => readFileSync(join(folder, path), 'utf8')
/** A line that a shell can run: with variables before the command. */
const commandIn = (output: string, name: string) => {
  const line = output.split('\n').find((one) => one.includes(`npx franceconnect-prefill ${name}`))
  return line?.trim().replace('npx franceconnect-prefill', `"${process.execPath}" "${entry}"`) ?? ''
}

describe('init', () => {
  test('when it has written, then the service starts on it with the variables that it prints', async () => {
    const { status, stdout, stderr } = init('repas.html', '--demarche', 'portage-repas')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const file = parse(read('prefill/collectivites/ma-ville.yaml'))
    expect(file.forms).toEqual([
      expect.objectContaining({
        client_id: 'essai-portage-repas',
        redirect_uris: ['http://localhost:8080/repas.html'],
      }),
    ])
    expect(stdout).toContain(
      '<franceconnect-prefill client-id="essai-portage-repas" for="repas"></franceconnect-prefill>',
    )
    const variables = commandIn(stdout, 'serve').matchAll(/([A-Z_]+)=(\S+)/g)
    const printed = Object.fromEntries([...variables].map(([, name, value]) => [name, value]))
    const environment = { ...printed, CONFIG_DIR: join(folder, String(printed.CONFIG_DIR)) }
    const service = await startInstance({
      ...environment,
      SIMULATOR_PORT: String(await freePort()),
    })
    const answer = await fetch(`http://localhost:${service.port}/forms/essai-portage-repas`)
    expect(await answer.json()).toMatchObject({ fields: { nom: expect.anything() } })
    service.child.kill('SIGTERM')
    expect(await service.ended).toBe(0)
  })

  test('when the doctor’s command is run as it is printed, then it finds no error, and says what is missing', () => {
    const { stdout } = init('repas.html', '--demarche', 'bibliotheque', '--to', 'ma config')
    const command = commandIn(stdout, 'doctor')
    const judged = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })
    expect(judged.stdout).toMatch(/: what would be filled for essai-bibliotheque\n {2}nom → nom/)
    expect(judged.stdout).toMatch(/ error no-widget\n/)
    writeFileSync(
      join(folder, 'repas.html'),
      `${stdout.split('\n').slice(-4).join('\n')}${read('repas.html')}`,
    )
    const again = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })
    expect(again.stdout).toMatch(/\n0 errors, /)
    expect(again.status).toBe(0)
  })

  test('when there is such a file, then it is kept, and the message says how to write another', () => {
    const args = ['https://www.lhay.fr/pacs', '--demarche', 'pacs', '--name', 'L’Haÿ']
    expect(init(...args).status).toBe(0)
    const first = read('prefill/collectivites/l-hay.yaml')
    expect(first).toContain('redirect_uris: ["https://www.lhay.fr/pacs"]')
    const { status, stderr } = init(...args, '--siret', '13002526500013')
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /^prefill\/collectivites\/l-hay\.yaml existe déjà, et n’est jamais écrasé/,
    )
    expect(read('prefill/collectivites/l-hay.yaml')).toBe(first)
  })

  test('when the demarche is one’s own, then its file is copied beside', () => {
    const own =
      'title: {fr: Essai}\npurpose: {fr: Essayer}\nlegal_basis: consent\nretention: P1Y\nfields:\n  nom: {from: franceconnect.family_name}\n'
    mkdirSync(join(folder, 'brouillons'))
    writeFileSync(join(folder, 'brouillons/carte.yaml'), own)
    const { status, stdout } = init('repas.html', '--demarche', 'brouillons/carte.yaml')
    expect(status).toBe(0)
    expect(stdout).toContain('écrit : prefill/demarches/carte.yaml')
    expect(read('prefill/demarches/carte.yaml')).toBe(own)
    expect(parse(read('prefill/collectivites/ma-ville.yaml')).forms[0].demarche).toBe('carte')
  })

  test('when the page marks inputs of other names, then the file maps them, for the verdict', () => {
    const marked =
      '<form><input name="champ_2" data-prefill="prenom"><input name="nom[]" data-prefill="nom"></form>'
    writeFileSync(join(folder, 'marque.html'), marked)
    const args = ['--demarche', 'bibliotheque', '--input', 'courriel=mail']
    expect(init('marque.html', ...args).status).toBe(0)
    const [form] = parse(read('prefill/collectivites/ma-ville.yaml')).forms
    expect(form.inputs).toEqual({ prenom: 'champ_2', courriel: 'mail' })
  })

  test.each([
    ['a SIRET is wrong', ['--siret', '13002526500014'], /^--siret : 14 chiffres/],
    ['the folder is a file', ['--to', 'repas.html'], /^repas\.html : impossible d’écrire ici/],
  ])('when %s, then nothing is written', (_, args, message) => {
    const { status, stderr } = init('repas.html', '--demarche', 'bibliotheque', ...args)
    expect(status).toBe(1)
    expect(stderr).toMatch(message)
    expect(() => read('prefill/collectivites/ma-ville.yaml')).toThrow('ENOENT')
  })
})
