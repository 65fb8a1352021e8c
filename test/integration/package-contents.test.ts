import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readDoc } from '../support/doc-snippets.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What a page links to inside the project, by its path from the root. */
function linksOf(page: string): string[] {
  const targets = [...readDoc(page).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(
    ([, target = '']) => target,
  )
  return (
    targets
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => join(dirname(page), target).replace(/\/$/, ''))
      // Which test shows something is for who has the sources.
      .filter((path) => !/^(test|src|scripts)\//.test(path))
  )
}

const has = (all: ReadonlySet<string>, path: string) =>
  all.has(path) || [...all].some((one) => one.startsWith(`${path}/`))

/** The files that `npm pack` would put into the package. */
function packed(): string[] {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts']
  const { stdout } = spawnSync('npm', args, { cwd: root, encoding: 'utf8' })
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }]
  return files.map(({ path }) => path)
}

let files: string[]
let elsewhere: string
beforeAll(() => {
  files = packed()
  elsewhere = mkdtempSync(join(tmpdir(), 'prefill-package-'))
  const installed = join(elsewhere, 'node_modules/franceconnect-prefill')
  for (const path of files) {
    mkdirSync(dirname(join(installed, path)), { recursive: true })
    cpSync(join(root, path), join(installed, path))
  }
  // As npm installs it: its dependencies above it, and nothing else of the repository.
  symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'))
})
afterAll(() => rmSync(elsewhere, { recursive: true }))

const run = (...args: string[]) => {
  const entry = join(elsewhere, 'node_modules/franceconnect-prefill/dist/cli/main.js')
  const env = { PATH: process.env.PATH }
  return spawnSync(process.execPath, [entry, ...args], { cwd: elsewhere, encoding: 'utf8', env })
}

describe('the package', () => {
  test('when it is packed, then sources, tests, scripts and secrets stay at home', () => {
    const folders = new Set(files.map((path) => path.split('/')[0]))
    expect([...folders].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.fr.md',
      'README.md',
      'compose.yaml',
      'config',
      'deploy',
      'dist',
      'docs',
      'package.json',
      'schemas',
      'test',
    ])
    expect(
      files.filter((path) => path.startsWith('test/') && !path.startsWith('test/vectors/')),
    ).toEqual([])
    expect(
      files.filter((path) => /\.(ts|test\.js)$/.test(path) && !path.endsWith('.d.ts')),
    ).toEqual([])
  })

  test('when a page of its documentation names a file, then the package has it', () => {
    const inPackage = new Set(files)
    const pages = files.filter((path) => path.endsWith('.md') && path !== 'CHANGELOG.md')
    expect(pages.length).toBeGreaterThan(15)
    expect(pages.flatMap((page) => linksOf(page).filter((path) => !has(inPackage, path)))).toEqual(
      [],
    )
  })

  test('when it is elsewhere, then init finds the catalogue and the schema', () => {
    const { status, stderr } = run('init', 'https://www.exemple.fr/', '--demarche', 'pacs')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const { stdout } = spawnSync('head', ['-1', 'prefill/collectivites/ma-ville.yaml'], {
      cwd: elsewhere,
      encoding: 'utf8',
    })
    expect(stdout).toBe(
      '# yaml-language-server: $schema=../../node_modules/franceconnect-prefill/schemas/collectivite.schema.json\n',
    )
  })
})
