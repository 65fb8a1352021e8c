import { afterAll, afterEach, beforeAll, expect } from '@jest/globals'
import nock from 'nock'

// Tests reach the loopback interface only. Node's `http` is shared by all test files of a Jest worker
// while nock's registry is not, so each file hands `http` back when it ends (nock issue 2802).
beforeAll(() => {
  nock.disableNetConnect()
  nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/)
})

afterEach(() => {
  const unused = nock.pendingMocks()
  nock.cleanAll()
  expect(unused).toEqual([])
})

afterAll(() => {
  nock.restore()
})
