import { expect, test } from '@jest/globals'
import { errorForLog } from '../../src/http/error-for-log.ts'

const received = 'DUBOIS née le 1962-08-24\n    at DUBOIS (received.ts:1:1)'

function thrown(): Error {
  const cause = Object.assign(new TypeError(received), { config: { headers: received } })
  return Object.assign(new Error(received, { cause }), { code: 'E_BROKEN', body: received })
}

test('when an error quotes what was received, then its kind, code and place are kept, and no text', () => {
  const logged = errorForLog(thrown())
  const frames = { stack: expect.arrayContaining([expect.stringMatching(/^at .*error-for-log/)]) }
  expect(logged).toEqual({
    type: 'Error',
    code: 'E_BROKEN',
    ...frames,
    cause: { type: 'TypeError', ...frames },
  })
  expect(JSON.stringify(logged)).not.toMatch(/DUBOIS|1962|received\.ts/)
})

test.each([
  ['a text', received, { type: 'string', stack: [] }],
  ['nothing', undefined, { type: 'undefined', stack: [] }],
  [
    'an error with a text for a name and a code',
    Object.assign(new Error('x'), { name: received, code: received, stack: 'x' }),
    { type: 'Error', stack: [] },
  ],
])('when %s was thrown, then no text of it is told', (_, error, expected) => {
  expect(errorForLog(error)).toEqual(expected)
})

test('when causes go round in circles, then three are told', () => {
  const error = new Error('')
  error.cause = error
  expect(errorForLog(error)).toMatchObject({ cause: { cause: { type: 'Error' } } })
  expect(errorForLog(error).cause?.cause?.cause).toBeUndefined()
})
