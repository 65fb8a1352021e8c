import { expect, test } from '@jest/globals'
import { readLead } from '../../src/cli/read-lead.ts'

test.each([
  ['90s', 90],
  ['30m', 1800],
  ['24h', 86_400],
  ['2d', 172_800],
  ['0s', 0],
  ['999999d', 86_399_913_600],
])('when the lead is %s, then it is %d seconds', (text, seconds) => {
  expect(readLead(text)).toBe(seconds)
})

test.each(['', '24', 'h', '1w', '1.5h', '-1h', '1 h', '1h ', '1H', '1000000s', '1h30m', '٣h'])(
  'when the lead is %j, then it is none',
  (text) => {
    expect(readLead(text)).toBeUndefined()
  },
)
