import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'parse5'
import { findDemarche } from '../../src/cli/trial/find-demarche.ts'
import { choosePort } from '../../src/cli/trial/free-port.ts'
import { nameInputs } from '../../src/cli/trial/name-inputs.ts'
import type { TrialOrder } from '../../src/cli/trial/order.ts'
import { findPage, readPageFile } from '../../src/cli/trial/page-place.ts'
import { prepare, readTrialPage } from '../../src/cli/trial/prepare.ts'
import { tellFields } from '../../src/cli/trial/tell-fields.ts'
import { TrialError } from '../../src/cli/trial/trial-error.ts'
import { trialMessagesIn } from '../../src/cli/trial/trial-messages.ts'

const say = trialMessagesIn('fr')
let folder: string
const at = (name: string) => join(folder, name)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'prefill-trial-'))
  writeFileSync(at('vide.html'), '<p>Rien</p>')
  writeFileSync(
    at('page.html'),
    '<form><input name="nom"><input id="date_naissance" name="c2"></form>',
  )
  writeFileSync(
    at('ma-demarche.yaml'),
    'title: {fr: Essai}\npurpose: {fr: Essayer}\nlegal_basis: consent\nretention: P1Y\nfields:\n  nom: {from: franceconnect.family_name}\n',
  )
  writeFileSync(at('fausse.yaml'), 'title: {fr: Essai}\nfields: {nom: {from: nowhere.nom}}\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

const order = (page: string, given: Partial<TrialOrder> = {}): TrialOrder => ({
  page,
  demarche: 'bibliotheque',
  inputs: {},
  clientId: undefined,
  language: 'fr',
  ...given,
})

describe('the page of a trial', () => {
  test.each([
    ['http://localhost:5173/a?id=1#b', 'http://localhost:5173/a?id=1'],
    ['HTTPS://www.Exemple.fr', 'https://www.exemple.fr/'],
  ])('when it is the address %s, then %s is registered', (text, url) => {
    expect(findPage(text, say)).toEqual({ kind: 'address', url })
  })

  test.each([
    ['http://www.exemple.fr/', 'https (http on loopback only)'],
    ['https://*.exemple.fr/', 'without wildcard'],
    ['https://a:b@exemple.fr/', 'without credentials'],
  ])('when it is the address %s, then it is refused', (text, reason) => {
    expect(() => findPage(text, say)).toThrow(TrialError)
    expect(() => findPage(text, say)).toThrow(reason)
  })

  test('when it is a file, then its path is as browsers write it', () => {
    writeFileSync(at("l'été #1?.html"), '')
    expect(findPage(at("l'été #1?.html"), say)).toEqual({
      kind: 'file',
      file: at("l'été #1?.html"),
      folder,
      path: "/l'%C3%A9t%C3%A9%20%231%3F.html",
    })
  })

  test('when there is no such file, or it is a folder, then the message says so', () => {
    expect(() => findPage(at('nulle.html'), say)).toThrow('fichier introuvable')
    expect(() => findPage(folder, say)).toThrow('pas un fichier lisible')
  })

  test('when it is older than UTF-8, then its accents are read all the same', () => {
    writeFileSync(at('ancienne.html'), Buffer.from('Pr\xe9nom', 'latin1'))
    expect(readPageFile(at('ancienne.html'))).toBe('Prénom')
    writeFileSync(at('nouvelle.html'), 'Prénom €')
    expect(readPageFile(at('nouvelle.html'))).toBe('Prénom €')
  })
})

describe('the demarche of a trial', () => {
  test('when it is a file of one’s own, then it is read, and called as the file is', () => {
    const { demarche, file } = findDemarche(at('ma-demarche.yaml'), say)
    expect([demarche.name, file]).toEqual(['ma-demarche', at('ma-demarche.yaml')])
  })

  test.each([
    ['is not there', 'cantine', 'démarche inconnue'],
    ['is nearly right', 'bibliothèque', 'vouliez-vous dire bibliotheque ?'],
    ['is not for a page', 'aide-ccas', 'ses données sont sensibles'],
  ])('when its name %s, then the message says so', (_, name, message) => {
    expect(() => findDemarche(name, say)).toThrow(message)
  })

  test('when its file is no YAML, then that is told', () => {
    writeFileSync(at('cassee.yaml'), 'title: {fr: Essai')
    expect(() => findDemarche(at('cassee.yaml'), say)).toThrow(/^cassee\.yaml:\d+: /)
  })

  test('when its file is wrong, then every mistake is told with its line', () => {
    expect(() => findDemarche(at('fausse.yaml'), say)).toThrow(/^fausse\.yaml:2: fields\.nom/m)
  })
})

describe('prepare', () => {
  test.each([
    ['a file has no form', 'vide.html', {}, 'n’a pas de <form>'],
    ['an input is for no field', 'page.html', { inputs: { non: 'x' } }, '--input non'],
    ['a client_id is none', 'page.html', { clientId: 'à' }, '--client-id'],
  ])('when %s, then nothing starts', async (_, page, given, message) => {
    await expect(prepare(order(at(page), given), say)).rejects.toThrow(message)
  })

  test('when the token has an input of another name, then that is no mistake', async () => {
    const prepared = await prepare(order(at('page.html'), { inputs: { prefill_token: 'x' } }), say)
    expect(prepared.clientId).toBe('essai-bibliotheque')
  })

  test('when nobody serves the page, then it is tried unread', async () => {
    const prepared = await prepare(order('http://localhost:1/'), say)
    expect(prepared.page).toBeUndefined()
  })
})

test('when a page is judged, then each field has a line: its input, one that looks like it, or none', async () => {
  const prepared = await prepare(order(at('page.html'), { demarche: 'restauration-scolaire' }), say)
  const { demarche } = prepared.found
  const lines = tellFields(demarche, {}, prepared.page!, say)
  const words = lines.map((line) => line.trim().split(/ {2,}/))
  expect(Object.fromEntries(words)).toMatchObject({
    nom: 'nom (ligne 1)',
    ne_le: 'c2 (ligne 1) lui ressemble : ajoutez-y data-prefill="ne_le"',
    courriel: 'aucun champ de saisie ne le reçoit',
  })
})

test('when a page marks inputs of other names, then the names are known, but for a field of several inputs', () => {
  const { demarche } = findDemarche('restauration-scolaire', say)
  const marked = (name: string, field: string) => `<input name="${name}" data-prefill="${field}">`
  const html = `<form>${marked('a', 'nom')}${marked('b', 'enfant_prenom[1]')}${marked('c', 'enfant_prenom[2]')}${marked('d', 'courriel')}${marked('e', 'courriel')}</form>`
  const names = nameInputs(demarche, { quotient: 'qf' }, readTrialPage(html, parse))
  expect(names).toEqual({ quotient: 'qf', nom: 'a' })
})

describe('choosePort', () => {
  test('when the usual port is taken, on whichever of localhost’s addresses, then the next is', async () => {
    for (const host of ['127.0.0.1', '::1']) {
      const server = createServer().listen(0, host)
      await once(server, 'listening')
      const { port } = server.address() as AddressInfo
      const chosen = await choosePort('PORT', port, {})
      expect([host, chosen > port && chosen < port + 20]).toEqual([host, true])
      await new Promise((resolve) => server.close(resolve))
    }
  })

  test('when the variable says a port, then it is that one, taken or not', async () => {
    expect(await choosePort('PORT', 3000, { PORT: '4711' })).toBe(4711)
    await expect(choosePort('PORT', 3000, { PORT: 'x' })).rejects.toThrow('PORT: 1 to 65535')
  })
})
