import { expect, test } from '@jest/globals'
import { issuerOf, stateApisOf } from '../../src/domain/franceconnect-environments.ts'
import { readDoc } from '../support/doc-snippets.ts'
import { codesIn, guideRows } from '../support/guide.ts'

const page = 'bac-a-sable.md'

test('when the page names an address of the simulator or of the sandbox, then it is the one in use', () => {
  const rows = guideRows(page, 'Ce qui change par rapport au simulateur')
  const told = Object.fromEntries(
    rows.map(([what = '', ...cells]) => [what, codesIn(cells.join(' '))]),
  )
  expect(told).toMatchObject({
    FranceConnect: [issuerOf('simulator', 4000), issuerOf('sandbox', 4000)],
    'API Particulier': [
      stateApisOf('simulator', 4000).api_particulier,
      stateApisOf('sandbox', 4000).api_particulier,
    ],
    'API Impôt particulier': [stateApisOf('simulator', 4000).impot_particulier],
  })
})

test('when the page tells a page of FranceConnect, then the doctor or the simulator knows its code', () => {
  const codes = guideRows(page, 'Les refus et leur remède').flatMap(([cell]) =>
    codesIn(cell ?? '').filter((code) => code.startsWith('Y')),
  )
  expect(codes).toHaveLength(8)
  const known = [
    'src/cli/doctor/online/ask-client.ts',
    'src/simulator/page-errors.ts',
    'src/simulator/protocol-error-codes.ts',
  ].map(readDoc)
  expect(codes.filter((code) => !known.some((text) => text.includes(code)))).toEqual([])
})
