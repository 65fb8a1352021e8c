import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from '@jest/globals'
import { replaceFile } from '../../src/cli/replace-file.ts'
import { writeFolder } from '../support/configuration-folder.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = writeFolder({ 'keys.json': 'former' })
  file = join(folder, 'keys.json')
})

const content = () => readFileSync(file, 'utf8')
const make = (text: string) => async () => text

test.each([0o600, 0o640, 0o664])(
  'when a file of mode %i is replaced, then its mode stays',
  async (mode) => {
    chmodSync(file, mode)
    await replaceFile(file, make('new'))
    expect([content(), statSync(file).mode & 0o777]).toEqual(['new', mode])
    expect(readdirSync(folder)).toEqual(['keys.json'])
  },
)

test('when it is replaced, then whoever has it open still reads the former one whole', async () => {
  const before = statSync(file).ino
  await replaceFile(file, make('new'))
  expect(statSync(file).ino).not.toBe(before)
})

test('when a symbolic link leads to it, then the file is replaced, and the link stays', async () => {
  const link = join(folder, 'link')
  symlinkSync(file, link)
  await replaceFile(link, make('new'))
  expect([content(), lstatSync(link).isSymbolicLink()]).toEqual(['new', true])
})

test('when the new text cannot be made, then the file is as it was, and nothing is left beside', async () => {
  const failure = new Error('no')
  await expect(replaceFile(file, () => Promise.reject(failure))).rejects.toBe(failure)
  expect([content(), readdirSync(folder)]).toEqual(['former', ['keys.json']])
})

test('when another change is under way, then this one is refused, and the other goes on', async () => {
  let begun: Promise<void> | undefined
  await replaceFile(file, async () => {
    begun = replaceFile(file, make('second'))
    await expect(begun).rejects.toThrow(
      `${file}.new exists: another change is under way, or was interrupted; delete it where none is running`,
    )
    return 'first'
  })
  expect([content(), readdirSync(folder)]).toEqual(['first', ['keys.json']])
})

test('when the one who makes the text reads the file, then nobody can have changed it since', async () => {
  writeFileSync(file, '1')
  const increment = () => replaceFile(file, async () => String(Number(content()) + 1))
  const results = await Promise.allSettled([increment(), increment(), increment()])
  const done = results.filter(({ status }) => status === 'fulfilled').length
  expect(content()).toBe(String(1 + done))
})

test('when there is no file, then there is nothing to replace', async () => {
  await expect(replaceFile(join(folder, 'no'), make('x'))).rejects.toMatchObject({ code: 'ENOENT' })
})
