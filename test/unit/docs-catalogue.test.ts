import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { loadConfig } from '../../src/config.ts'
import { collectiviteFile, writeFolder } from '../support/configuration-folder.ts'
import { snippetUnder } from '../support/doc-snippets.ts'
import { aFormKeyPair } from '../support/encryption-keys.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const text = readFileSync(`${root}docs/catalogue.md`, 'utf8')
const shipped = readdirSync(`${root}config/demarches`).map((file) => file.replace('.yaml', ''))

test('when a procedure says something else than docs/catalogue.md, then the script tells that it is out of date', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['scripts/catalogue-docs.mjs', '--check'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

test('when a procedure is shipped, then the page has it in its table and in a section, and says how many there are', () => {
  const linked = [...text.matchAll(/^\| \[[^\]]+\]\(#([a-z-]+)\) \|/gm)].map(([, name]) => name)
  const sections = [...text.matchAll(/^### `([a-z-]+)`$/gm)].map(([, name]) => name)
  expect(linked).toEqual(shipped)
  expect(sections).toEqual(shipped)
  expect(text).toContain('\nVingt démarches sont livrées')
  expect(shipped).toHaveLength(20)
})

test('when fields are dropped as the page shows, then their scopes are not asked and their documents not promised', async () => {
  const snippet = snippetUnder('docs/catalogue.md', 'Adapter une démarche', 'yaml')
  const [form] = (parse(snippet) as { readonly forms: readonly object[] }).forms
  const { published } = await aFormKeyPair()
  const whole = {
    ...form,
    redirect_uris: ['https://mairie.fr/aide'],
    client_secret: 'a-secret-that-is-long-enough-to-be-one',
    jwks: { keys: [published] },
  }
  const folder = writeFolder({ 'collectivites/mairie.json': collectiviteFile({ forms: [whole] }) })
  const { forms } = loadConfig({
    NODE_ENV: 'test',
    PUBLIC_URL: 'http://localhost:3000',
    CONFIG_DIR: folder,
  })
  const [resolved] = [...forms]
  expect(resolved?.demarche.replaces.map(({ document }) => document.fr)).toEqual([
    'votre attestation de quotient familial',
    'votre attestation de paiement du RSA',
  ])
  expect(resolved?.sources.map(({ name }) => name)).toEqual([
    'quotient_familial',
    'revenu_solidarite_active',
  ])
})
