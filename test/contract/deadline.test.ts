import { expect, test } from '@jest/globals'
import { withDeadline } from '../../src/transport/with-deadline.ts'

test('when work of several calls takes too long as a whole, then it is given up', async () => {
  const never = new Promise(() => undefined)
  await expect(withDeadline(never, 20)).rejects.toMatchObject({
    name: 'TransportError',
    code: 'deadline',
  })
})

test('when it comes in time, then it is what it is, and no timer is left', async () => {
  expect(await withDeadline(Promise.resolve('done'), 60_000)).toBe('done')
  await expect(withDeadline(Promise.reject(new Error('own')), 60_000)).rejects.toThrow('own')
})
