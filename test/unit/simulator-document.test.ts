import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { type FaultName, faultNames, faults, placesInWords } from '../../src/simulator/faults.ts'

const file = new URL('../../docs/simulator.md', import.meta.url)
const document = readFileSync(file, 'utf8')

function row(name: FaultName): string {
  const { places, amount, summary } = faults[name]
  const where = placesInWords(places)
  const quantity = amount === undefined ? '' : `\`${amount.unit}\` (${amount.usual})`
  return `| \`${name}\` | ${where} | ${quantity} | ${summary} |`
}

test('when the document lists the faults, then it has each, as it is, and no other', () => {
  const [, afterHead = ''] = document.split('| fault | where |')
  const [table = ''] = afterHead.split('\n\n')
  expect(table.split('\n').slice(2)).toEqual(faultNames.map(row))
})

test('when the document tells of faults by curl, then it names known ones', () => {
  const named = [...document.matchAll(/"fault": "(\w+)"/g)].map(([, name]) => name)
  expect(named.length).toBeGreaterThan(0)
  expect(faultNames).toEqual(expect.arrayContaining(named))
})
