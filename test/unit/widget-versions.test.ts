import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'

let folder: string
let outdir: string
let released: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'widget-versions-'))
  outdir = join(folder, 'dist')
  released = join(folder, 'released')
  mkdirSync(released)
  writeFileSync(join(released, '0.0.1.js'), 'export {} // an early one')
})
afterAll(() => rmSync(folder, { recursive: true }))

const read = (file: string) => readFileSync(join(outdir, file), 'utf8')

/** Runs a function of a build script on the folders of this test. @returns what it gives */
function run(script: string, name: string, version: string): unknown {
  const options = JSON.stringify({ outdir, released, version })
  const code = `import { ${name} } from './scripts/${script}'
process.stdout.write(JSON.stringify(await ${name}(${options})))`
  const args = ['--input-type=module', '-e', code]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' }))
}

test('when the widget is built, then it is there under its version, by its hash, and every released one beside it', () => {
  const built = run('build-widget.mjs', 'buildWidget', '0.2.0')
  const script = read('v1.js')
  const hash = createHash('sha384').update(script).digest('base64')
  expect(built).toMatchObject({ bytes: Buffer.byteLength(script), integrity: `sha384-${hash}` })
  expect([
    readdirSync(outdir).sort(),
    read('0.0.1.js'),
    read('0.2.0.js') === script,
    read('v1.d.ts') === readFileSync('src/widget/v1.d.ts', 'utf8'),
  ]).toEqual([
    ['0.0.1.js', '0.2.0.js', 'v1.d.ts', 'v1.js'],
    'export {} // an early one',
    true,
    true,
  ])
})

test('when a version was released, then what stands under it is what was released, and it is not released again', () => {
  run('build-widget.mjs', 'buildWidget', '0.0.1')
  expect([read('0.0.1.js'), read('v1.js').length > 20_000]).toEqual([
    'export {} // an early one',
    true,
  ])
  expect(() => run('keep-widget.mjs', 'keepWidget', '0.0.1')).toThrow(
    '0.0.1 was released before: raise the version',
  )
})

test('when a version is released, then its widget is kept', () => {
  expect(run('keep-widget.mjs', 'keepWidget', '0.3.0')).toBe(join(released, '0.3.0.js'))
  expect(readFileSync(join(released, '0.3.0.js'), 'utf8')).toBe(read('v1.js'))
})

test('when the widget is another, then its hash in the documentation is told to be out of date', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/widget-docs.mjs', '--check'], {
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})
