import { describe, expect, test } from '@jest/globals'
import { createOwnService } from '../../src/clerk/own-service.ts'
import { makeTokenKey } from '../support/prefill-tokens.ts'

const answer = (text: string, status = 200) => {
  const asked: [unknown, RequestInit | undefined][] = []
  const fetchIt: typeof fetch = async (input, init) => {
    asked.push([input, init])
    return new Response(text, { status })
  }
  return { asked, service: createOwnService(fetchIt) }
}

describe('what the page asks of its own service', () => {
  test('when it asks for the keys, then by address alone, without cookies, from no cache', async () => {
    const { published } = await makeTokenKey('k')
    const { asked, service } = answer(JSON.stringify({ keys: [published] }))
    expect(await service.keys()).toEqual([published])
    expect(asked).toEqual([
      [
        '/jwks/history',
        {
          cache: 'no-store',
          credentials: 'omit',
          redirect: 'error',
          signal: expect.any(AbortSignal),
        },
      ],
    ])
  })

  test('when a form has an odd name, then it stays one step of the path', async () => {
    const { asked, service } = answer('{}')
    expect(await service.form('../jwks?x=1#y', 'en')).toBeUndefined()
    expect(asked[0]?.[0]).toBe('/forms/..%2Fjwks%3Fx%3D1%23y?lang=en')
  })

  test.each<[string, string, number]>([
    ['an error', '{"keys":[]}', 500],
    ['no JSON', '<html>', 200],
    ['no key', '{"keys":[]}', 200],
  ])('when the answer is %s, then there are no keys', async (_, text, status) => {
    expect(await answer(text, status).service.keys()).toBeUndefined()
  })

  test('when the answer is endless, then it is not read to its end', async () => {
    const { published } = await makeTokenKey('k')
    const endless = JSON.stringify({ keys: [published], more: 'a'.repeat(512 * 1024) })
    expect(await answer(endless).service.keys()).toBeUndefined()
  })

  test('when the network is away, then there are no keys', async () => {
    const service = createOwnService(() => Promise.reject(new TypeError('offline')))
    expect(await service.keys()).toBeUndefined()
  })
})
