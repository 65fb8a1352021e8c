import { renameSync, rmSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { type FileWatch, watchFiles } from '../../src/configuration/watch-files.ts'
import { writeFolder } from '../support/configuration-folder.ts'

let folder: string
let file: string
let watch: FileWatch | undefined
beforeEach(() => {
  folder = writeFolder({ 'keys.json': 'one', 'other.json': 'x' })
  file = join(folder, 'keys.json')
})
afterEach(() => {
  watch?.stop()
  jest.useRealTimers()
})

/** A watch that has looked once, and the number of changes since. */
async function watching(answers: boolean[] = [], files = [file]) {
  let changes = -1
  const changed = async () => {
    changes += 1
    return changes === 0 || (answers.shift() ?? true)
  }
  watch = watchFiles({ files, everyMilliseconds: 5000, changed })
  await watch.check()
  const { check } = watch
  return { check, changes: () => changes }
}

test('when it looks for the first time, then that is a change: the file may have changed before', async () => {
  const { changes } = await watching()
  expect(changes()).toBe(0)
})

test('when nothing changed, then there is no change', async () => {
  const { check, changes } = await watching()
  await check()
  await check()
  expect(changes()).toBe(0)
})

const ways: [string, () => void][] = [
  ['written anew', () => writeFileSync(file, 'longer')],
  ['touched', () => utimesSync(file, 1, 1)],
  ['deleted', () => rmSync(file)],
  [
    'replaced by one of the same size and time',
    () => {
      utimesSync(file, 1, 1)
      writeFileSync(`${file}.new`, 'two')
      utimesSync(`${file}.new`, 1, 1)
      renameSync(`${file}.new`, file)
    },
  ],
]
test.each(ways)('when the file is %s, then there is one change', async (_, change) => {
  const { check, changes } = await watching()
  change()
  await Promise.all([check(), check()])
  expect(changes()).toBe(1)
})

test('when a symbolic link on the way leads elsewhere, then there is a change', async () => {
  const link = join(folder, 'link')
  symlinkSync(file, link)
  const { check, changes } = await watching([], [link])
  unlinkSync(link)
  symlinkSync(join(folder, 'other.json'), link)
  await check()
  expect(changes()).toBe(1)
})

test('when a change cannot be taken over, then it is offered again until it can', async () => {
  const { check, changes } = await watching([false, false, true])
  writeFileSync(file, 'half')
  for (let count = 0; count < 5; count += 1) await check()
  expect(changes()).toBe(3)
})

test('when the file changes while a change is taken over, then the later one is seen', async () => {
  let changes = 0
  const changed = async () => {
    changes += 1
    if (changes === 2) writeFileSync(file, 'again, and longer')
    return true
  }
  watch = watchFiles({ files: [file], everyMilliseconds: 5000, changed })
  await watch.check()
  writeFileSync(file, 'changed')
  await watch.check()
  await watch.check()
  expect(changes).toBe(3)
})

test('when the time comes, then it looks by itself, and no more once it is stopped', async () => {
  jest.useFakeTimers()
  let changes = 0
  const changed = async () => {
    changes += 1
    return true
  }
  watch = watchFiles({ files: [file], everyMilliseconds: 5000, changed })
  await jest.advanceTimersByTimeAsync(4999)
  expect(changes).toBe(0)
  await jest.advanceTimersByTimeAsync(1)
  expect(changes).toBe(1)
  writeFileSync(file, 'changed')
  await jest.advanceTimersByTimeAsync(5000)
  expect(changes).toBe(2)
  watch.stop()
  writeFileSync(file, 'changed again')
  await jest.advanceTimersByTimeAsync(60_000)
  expect(changes).toBe(2)
})
