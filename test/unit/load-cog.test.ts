import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { loadCog } from '../../src/configuration/load-cog.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'prefill-cog-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function write(text: string): URL {
  const file = join(folder, 'cog.json')
  writeFileSync(file, text)
  return pathToFileURL(file)
}

test('when the build left its data, then they are read', () => {
  const data = { departments: { '75': 'Paris' }, communes: { '75': '056\tParis\n' } }
  expect(loadCog(write(JSON.stringify(data))).resolve('75056', '1990-01-31')).toEqual({
    name: 'Paris',
    department: { code: '75', name: 'Paris' },
    currentCode: '75056',
    former: false,
    isSuccessorName: false,
  })
})

test.each([
  ['are cut', '{"departments": {', /JSON/],
  ['lack a part', '{"departments": {}}', /communes/],
])('when the data %s, then loading fails', (_, text, message) => {
  expect(() => loadCog(write(text))).toThrow(message)
})

test('when there are no data, then loading fails', () => {
  expect(() => loadCog(new URL('file:///nowhere/cog.json'))).toThrow('ENOENT')
})
