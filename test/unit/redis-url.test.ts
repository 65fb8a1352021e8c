import { describe, expect, test } from '@jest/globals'
import { readRedisUrl } from '../../src/configuration/redis-url.ts'
import { writeFolder } from '../support/configuration-folder.ts'

const where = 'REDIS_URL'
const shape = 'expected redis://[user:password@]host[:port][/database], or rediss:// for TLS'

describe('where the shared store is', () => {
  test.each([[{}], [{ REDIS_URL: '' }], [{ REDIS_URL: '', REDIS_URL_FILE: '' }]])(
    'when the environment has %j, then there is none',
    (variables) => {
      expect(readRedisUrl(variables)).toEqual({ value: undefined, mistakes: [] })
    },
  )

  test.each([
    'redis://localhost',
    'redis://localhost:6380/',
    'rediss://prefill:mot%2Fde%20passe@redis.exemple.fr:6380/15',
    'redis://:secret@[::1]:6379/0',
  ])('when it is %s, then it is read, from a file too', (url) => {
    const folder = writeFolder({ url: `${url}\n` })
    expect(readRedisUrl({ REDIS_URL: url })).toEqual({ value: url, mistakes: [] })
    expect(readRedisUrl({ REDIS_URL_FILE: `${folder}/url` })).toEqual({ value: url, mistakes: [] })
  })

  test.each([
    'geheim',
    'http://:geheim@localhost',
    'redis:geheim',
    'redis:///geheim',
    'redis://:geheim%@localhost',
    'redis://ge%heim:x@localhost',
    'redis://:geheim@localhost/one',
    'redis://:geheim@localhost/1/2',
    'redis://:geheim@localhost?db=1',
    'redis://localhost#geheim',
    'redis://:geheim@localhost:99999',
  ])('when it is %s, then the mistake says what is expected, and repeats nothing', (url) => {
    expect(readRedisUrl({ REDIS_URL: url })).toEqual({
      value: undefined,
      mistakes: [{ where, message: shape }],
    })
  })

  test('when it is given twice, or in no file, then that is told', () => {
    expect(readRedisUrl({ REDIS_URL: 'redis://a', REDIS_URL_FILE: '/b' }).mistakes).toEqual([
      { where, message: 'REDIS_URL and REDIS_URL_FILE are both set; keep one' },
    ])
    expect(readRedisUrl({ REDIS_URL_FILE: '/nowhere/url' }).mistakes).toEqual([
      { where, message: 'cannot read /nowhere/url: ENOENT' },
    ])
  })
})
