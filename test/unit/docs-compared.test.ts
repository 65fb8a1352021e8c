import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { observedGroups } from '../support/observed-groups.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const namesIn = (folder: string) => readdirSync(`${root}${folder}`)
const document = readFileSync(`${root}docs/franceconnect-compared.md`, 'utf8')

test('when the cases say something else, then the script tells that it is out of date', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/compared.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

test('when the cases are counted, then the document says how many agree', () => {
  const cases = observedGroups.flatMap((group) => group.cases)
  const agreeing = cases.filter((one) => 'agrees' in one).length
  const apart = cases.length - agreeing
  expect(document).toContain(`**${agreeing} of ${cases.length} cases agree, ${apart} differ**`)
})

test.each(observedGroups.map((group) => [group.title, group] as const))(
  'when a case of %s is named, then no other of the group has that name',
  (_title, { cases }) => {
    const ids = cases.map(({ id }) => id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  },
)

test('when there is a group of cases, then it is in the document and a test runs it', () => {
  const groups = namesIn('test/support/observed-cases').map((name) => name.replace(/\.ts$/, ''))
  const tested = namesIn('test/contract').flatMap((name) => {
    const [, group] = /^observed-(.+)\.test\.ts$/.exec(name) ?? []
    return group === undefined ? [] : [group]
  })
  expect(tested.sort()).toEqual(groups.sort())
  expect(observedGroups).toHaveLength(groups.length)
})
