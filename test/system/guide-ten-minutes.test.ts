import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, jest, test } from '@jest/globals'
import { snippetsOf } from '../support/doc-snippets.ts'

jest.setTimeout(600_000)

const root = fileURLToPath(new URL('../..', import.meta.url))
const sh = (cwd: string, command: string) =>
  spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8' })

test('when the package is made and installed as the guide says, then its command is there', () => {
  const commands = snippetsOf('docs/guide/dix-minutes.md').filter(
    ({ heading }) => heading === '1. Installer',
  )
  const [make = '', install = ''] = commands.map(({ text }) => text)
  const folder = mkdtempSync(join(tmpdir(), 'prefill-install-'))
  try {
    // A clone: what lies about in a checkout must not help.
    expect(sh(folder, `git clone -q "${root}" copie`).status).toBe(0)
    const clone = join(folder, 'copie')
    const made = sh(clone, make)
    expect(made.stderr.match(/npm error.*/)).toBeNull()
    const archive = made.stdout.trim().split('\n').at(-1) ?? ''
    expect(install.trim()).toBe(`npm install ./${archive}`)
    expect(readdirSync(clone)).toContain(archive)
    const empty = mkdtempSync(join(folder, 'vide-'))
    copyFileSync(join(clone, archive), join(empty, basename(archive)))
    expect(sh(empty, install).status).toBe(0)
    expect(sh(empty, 'npx franceconnect-prefill --version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
