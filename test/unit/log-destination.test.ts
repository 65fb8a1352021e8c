import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createLogDestination, type LogDestination } from '../../src/log-destination.ts'

let folder: string
let destination: LogDestination
const written = () => readFileSync(join(folder, 'log'), 'utf8')
const turn = () => new Promise(setImmediate)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prefill-log-'))
  destination = createLogDestination(join(folder, 'log'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('when lines are logged in one turn, then they are written at its end, in order', async () => {
  destination.write('one\n')
  await Promise.resolve()
  destination.write('two\n')
  expect(written()).toBe('')
  await turn()
  expect(written()).toBe('one\ntwo\n')
})

test('when a turn is over, then the next one is written too', async () => {
  destination.write('one\n')
  await turn()
  destination.write('two\n')
  expect(written()).toBe('one\n')
  await turn()
  expect(written()).toBe('one\ntwo\n')
})

test('when the process ends within the turn, then a flush writes what waits, and nothing twice', async () => {
  destination.write('last words\n')
  destination.flush()
  expect(written()).toBe('last words\n')
  await turn()
  expect(written()).toBe('last words\n')
})

test('when there is more than one write takes, then all of it arrives', async () => {
  const lines = Array.from(
    { length: 3000 },
    (_, index) => `{"line":${index},"é":"${'x'.repeat(50)}"}\n`,
  )
  for (const line of lines) destination.write(line)
  await turn()
  expect(written()).toBe(lines.join(''))
})
