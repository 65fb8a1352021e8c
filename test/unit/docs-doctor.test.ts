import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { usage } from '../../src/cli/doctor/order.ts'
import { ruleNames, rules } from '../../src/cli/doctor/rules.ts'
import { rowsUnder } from '../support/named-tests.ts'

const text = readFileSync(new URL('../../docs/doctor.md', import.meta.url), 'utf8')

const rows = [
  'What the start refuses',
  'What is judged of the files',
  'What is judged of the environment',
  'What is judged of a page',
  'What is judged of the outside',
].flatMap((heading) => rowsUnder(text, heading))

test('when the doctor has a rule, then its page has the row, with an anchor and what to do', () => {
  expect(rows.map((cells) => cells.slice(0, 3))).toEqual(
    ruleNames.map((name) => [
      `<a id="${name}"></a>\`${name}\``,
      rules[name].level,
      rules[name].summary,
    ]),
  )
  for (const [name, , , cure] of rows)
    expect([name, cure]).toEqual([name, expect.stringMatching(/\w\W*$/)])
})

test('when the command has an option or an exit code, then its page has it', () => {
  const options = rowsUnder(text.replace(/\n## .*$/s, '').replace(/^/, '\n## all\n'), 'all')
  const told = options.map(([cell = '']) => cell.replaceAll('`', '').split(' ')[0])
  const known = [...usage.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option)
  expect(known).toHaveLength(8)
  expect(told).toEqual(expect.arrayContaining(known))
  const codes = [...usage.matchAll(/(\d+) (?=fine|warnings|errors|not)/g)].map(([, code]) => code)
  expect(codes).toEqual(['0', '1', '2', '64'])
  expect(told).toEqual(expect.arrayContaining(codes))
})
