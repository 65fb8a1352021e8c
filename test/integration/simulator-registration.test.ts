import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createFaultBox } from '../../src/simulator/fault-box.ts'
import type { SimulatorClient } from '../../src/simulator/simulator-client.ts'
import { createBrowserSession } from '../support/browser-session.ts'
import {
  callbackUri,
  createCitizenBrowser,
  errorCode,
  startTestService,
  type TestService,
  testClient,
} from '../support/simulator-relying-party.ts'
import { errorBody, freshCode, postToken } from '../support/token-requests.ts'

async function withClient(
  changes: Partial<SimulatorClient>,
  use: (service: TestService) => Promise<void>,
): Promise<void> {
  const service = await startTestService(testClient(changes))
  try {
    await use(service)
  } finally {
    await service.simulator.close()
  }
}

describe('redirect URIs', () => {
  test.each([
    ['hosts', 'http://other.localhost:3000/callback'],
    ['ports', 'http://localhost:5000/callback'],
  ])('when they span two %s, then the client is unusable everywhere', async (_what, other) => {
    await withClient({ redirect_uris: [callbackUri, other] }, async (service) => {
      const page = await createCitizenBrowser().get(service.authorizeUrl({ scope: 'email' }))
      expect(errorCode(page)).toEqual({ status: 400, code: 'Y043310B' })
      expect(await postToken(service, 'any-code')).toEqual({
        status: 400,
        body: errorBody(
          'invalid_client_metadata',
          'sector_identifier_uri is mandatory property (undefined)',
          'Y043310B',
        ),
      })
    })
  })

  test('when they are two paths of one host, then nothing more is needed', async () => {
    await withClient({ redirect_uris: [callbackUri, `${callbackUri}/2`] }, async (service) => {
      expect((await postToken(service, await freshCode(service))).status).toBe(200)
    })
  })

  test('when a sector_identifier_uri is registered, then both hosts are good, and it is not fetched', async () => {
    const registered = {
      redirect_uris: [callbackUri, 'http://localhost:5000/callback'],
      sector_identifier_uri: 'https://exemple.fr/redirect-uris.json',
    }
    await withClient(registered, async (service) => {
      for (const redirect_uri of registered.redirect_uris) {
        const browser = createBrowserSession({ stopAt: ({ pathname }) => pathname === '/callback' })
        const callback = await service.callback('test', { redirect_uri }, browser)
        expect(`${callback.origin}${callback.pathname}`).toBe(redirect_uri)
        const code = callback.searchParams.get('code') ?? ''
        expect((await postToken(service, code, { redirect_uri })).status).toBe(200)
      }
    })
  })
})

describe('entities', () => {
  async function subs(one: Partial<SimulatorClient>, two: Partial<SimulatorClient>) {
    const other = testClient({ client_id: 'other', ...two })
    const service = await startTestService(testClient(one), { clients: [testClient(one), other] })
    const sub = async (client_id: string) => {
      const callback = await service.callback('test', { client_id })
      const code = callback.searchParams.get('code') ?? ''
      const { body } = await postToken(service, code, { client_id })
      return JSON.parse(Buffer.from(body.id_token.split('.')[1], 'base64url').toString()).sub
    }
    const both = [await sub('service'), await sub('other')]
    await service.simulator.close()
    return both
  }

  test.each([
    ['share one', { entity_id: 'ville' }, { entity_id: 'ville' }, 1],
    ['have two', { entity_id: 'ville' }, { entity_id: 'agglomeration' }, 2],
    ['have none', {}, {}, 2],
    ['one is named as the other’s entity', {}, { entity_id: 'service' }, 1],
  ])('when two clients %s, then a citizen has that many subs', async (_what, one, two, count) => {
    const both = await subs(one, two)
    expect(both).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}v1$/),
      expect.stringMatching(/^[0-9a-f]{64}v1$/),
    ])
    expect(new Set(both).size).toBe(count)
  })

  test('when a fault is for one citizen, then it finds them by the sub of the entity', async () => {
    const faults = createFaultBox()
    const service = await startTestService(testClient({ entity_id: 'ville' }), { faults })
    const code = await freshCode(service)
    faults.set([{ fault: 'wrong_aud', login: 'test', times: 1 }])
    await postToken(service, code)
    await service.simulator.close()
    expect(faults.list()).toEqual([])
  })
})

describe('allowed prompts', () => {
  let service: TestService
  beforeAll(async () => {
    service = await startTestService(testClient({ allowed_prompts: ['login'] }))
  })
  afterAll(() => service.simulator.close())

  const path = (url: string) => new URL(url).pathname.replace(/[\w-]{21,}/, ':uid')

  test('when a citizen logs in with prompt=login, then the information page is left out', async () => {
    const browser = createCitizenBrowser()
    await service.callback('test', { prompt: 'login' }, browser)
    expect(browser.hops.slice(-4).map(({ url, status }) => `${path(url)} ${status}`)).toEqual([
      '/api/v2/oidc-callback 302',
      '/api/v2/interaction/:uid/verify 302',
      '/api/v2/auto-login 303',
      '/api/v2/authorize/:uid 303',
    ])
  })

  test('when they come again with prompt=login, then no page is shown at all', async () => {
    const browser = createCitizenBrowser()
    const first = await service.exchange(await service.callback('test', {}, browser))
    const before = browser.hops.length
    await browser.get(service.authorizeUrl({ prompt: 'login' }))
    expect(browser.hops.slice(before).map(({ url }) => path(url))).toEqual([
      '/api/v2/authorize',
      '/api/v2/interaction/:uid/verify',
      '/api/v2/auto-login',
      '/api/v2/authorize/:uid',
    ])
    const second = await service.exchange(browser.stopped!)
    expect(second.claims()?.sub).toBe(first.claims()?.sub)
  })

  test.each([undefined, 'consent', 'login consent'])(
    'when they come again with prompt %s, then the information page is shown',
    async (prompt) => {
      const browser = createCitizenBrowser()
      await service.callback('test', {}, browser)
      const page = await browser.get(service.authorizeUrl({ prompt }))
      expect(browser.stopped).toBeUndefined()
      expect([page.url.pathname.endsWith('/consent'), page.status]).toEqual([true, 200])
    },
  )

  test.each([[undefined], [['consent' as const]]])(
    'when the client’s list is %j, then prompt=login shows the information page',
    async (allowed_prompts) => {
      await withClient(allowed_prompts ? { allowed_prompts } : {}, async (other) => {
        const browser = createCitizenBrowser()
        await other.callback('test', {}, browser)
        const page = await browser.get(other.authorizeUrl({ prompt: 'login' }))
        expect(browser.stopped).toBeUndefined()
        expect(page.text).toContain('Angela Claire Louise DUBOIS')
      })
    },
  )

  test.each([
    ['it was not asked for', {}, 409, 'Y190004'],
    ['nobody has logged in', { prompt: 'login' }, 401, 'Y190001'],
  ])(
    'when the way round is taken though %s, then it is shut',
    async (_what, changes, status, code) => {
      const browser = createCitizenBrowser()
      await browser.get(service.authorizeUrl(changes))
      const page = await browser.get(`${service.simulator.issuer}/auto-login`)
      expect(errorCode(page)).toEqual({ status, code })
    },
  )

  test('when INSEE refuses the citizen, then the way round does not help', async () => {
    const browser = createCitizenBrowser()
    await browser.get(service.authorizeUrl({ prompt: 'login' }))
    await browser.submit()
    expect(errorCode(await browser.submit({ login: 'defunt', password: '123' })).code).toBe(
      'Y010015',
    )
    const page = await browser.get(`${service.simulator.issuer}/auto-login`)
    expect(errorCode(page)).toEqual({ status: 401, code: 'Y190001' })
  })
})
