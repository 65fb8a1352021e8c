import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { heapOf } from '../support/heap-of.ts'
import { startLoad } from '../support/login-load.ts'
import { type EnduringService, startEnduringService } from '../support/start-enduring-service.ts'

let service: EnduringService
beforeAll(async () => {
  service = await startEnduringService()
})
afterAll(() => service.close())

async function logIn(count: number): Promise<number> {
  const { serviceOrigin, form, instance } = service
  const load = startLoad({ serviceOrigin, form, logins: ['test', 'karim'], citizens: 4 })
  while (load.finished.length < count) await new Promise((resolve) => setTimeout(resolve, 20))
  await load.stop()
  expect(load.finished.filter(({ lost, setbacks }) => lost || setbacks.length > 0)).toEqual([])
  return heapOf(instance.child)
}

// test/system goes on for half an hour. What is live is what the last minute left: some kilobytes a login.
test('when 100 logins more have come and gone, then what is left of the heap has hardly grown', async () => {
  const warm = await logIn(100)
  expect((await logIn(100)) - warm).toBeLessThan(4)
}, 90_000)
