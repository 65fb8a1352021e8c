import { afterEach, describe, expect, test } from '@jest/globals'
import { http, tripOf } from '../support/form-page.ts'
import { type System, type SystemOptions, startSystem } from '../support/start-system.ts'

let system: System
afterEach(() => system.close())
const start = async (options: SystemOptions = {}) => {
  system = await startSystem(options)
}

const lies = {
  host: 'pirate.exemple',
  'x-forwarded-host': 'pirate.exemple',
  'x-forwarded-proto': 'https',
  'x-forwarded-port': '444',
  'x-forwarded-prefix': '/pirate',
  'x-original-url': '/pirate',
  'x-rewrite-url': '/pirate',
  forwarded: 'host=pirate.exemple;proto=https;for=1.2.3.4',
}

// What differs from one answer to the next without anybody's doing.
const settled = (text: string) =>
  text
    .replace(/[0-9a-f]{64}/g, 'state')
    .replace(/[0-9a-f]{16}/g, 'id')
    .replace(/(?<=prefill-attempt-id=)[\w-]+/, 'sealed')

/** An answer, as far as it could depend on how the service was called. */
async function answerTo(path: string, headers: Readonly<Record<string, string>>) {
  const {
    status,
    headers: own,
    data,
  } = await http.get(`${system.serviceOrigin}${path}`, {
    headers: { accept: 'text/html', ...headers },
    responseType: 'text',
  })
  const { location = '', 'set-cookie': cookies = [], 'strict-transport-security': hsts } = own
  return {
    status,
    hsts,
    location: settled(location),
    cookies: cookies.map(settled),
    text: settled(data),
  }
}

describe.each([false, 1, 'loopback'] as const)('when TRUST_PROXY is %j', (trustProxy) => {
  test('and Host and the forwarded headers lie, then every answer is as if they did not', async () => {
    await start({ trustProxy })
    const { pathname, search } = tripOf(system).url
    const paths = [
      '/',
      '/.well-known/openid-configuration',
      '/forms/demo-cantine',
      '/lecteur',
      `${pathname}${search}`,
      '/authorize?client_id=demo-cantine&redirect_uri=x',
      '/callback?state=x',
      '/logout?client_id=demo-cantine',
      '/logout/done',
      '/nowhere',
    ]
    for (const path of paths) {
      const honest = await answerTo(path, {})
      const lied = await answerTo(path, lies)
      expect(lied).toEqual(honest)
      expect(JSON.stringify(lied)).not.toContain('pirate')
    }
  })
})

describe('the address that requests are counted by', () => {
  const statuses = async (...forwarded: (string | undefined)[]) => {
    const seen: number[] = []
    for (const one of forwarded) {
      const headers = {
        ...(one !== undefined && {
          'x-forwarded-for': one,
          'x-real-ip': one,
          forwarded: `for=${one}`,
        }),
        'client-ip': one ?? '',
      }
      seen.push((await http.get(`${system.serviceOrigin}/authorize`, { headers })).status)
    }
    return seen
  }

  test('when no proxy is trusted, then it is the connection’s, whatever is said', async () => {
    await start({ requestsPerMinute: 2 })
    expect(await statuses('1.1.1.1', '2.2.2.2', '3.3.3.3')).toEqual([400, 400, 429])
  })

  test('when one is trusted, then it is the one that this proxy saw', async () => {
    await start({ requestsPerMinute: 2, trustProxy: 1 })
    expect(await statuses('1.1.1.1', '1.1.1.1', '1.1.1.1', '2.2.2.2')).toEqual([400, 400, 429, 400])
    expect(await statuses('9.9.9.9, 1.1.1.1', '1.1.1.1, 9.9.9.9')).toEqual([429, 400])
  })

  test('when a network is trusted, then it is the last one outside of it', async () => {
    await start({ requestsPerMinute: 1, trustProxy: 'loopback' })
    expect(await statuses('1.1.1.1, 127.0.0.1', '2.2.2.2, 1.1.1.1', '1.1.1.1, 2.2.2.2')).toEqual([
      400, 429, 400,
    ])
  })

  test('when it is IPv6, then all of a /64 count as one', async () => {
    await start({ requestsPerMinute: 1, trustProxy: 1 })
    expect(
      await statuses(
        '2001:db8:0:1::1',
        '2001:db8:0:1:ffff::2',
        '2001:db8:0:2::1',
        '::ffff:1.1.1.1',
        '1.1.1.1',
      ),
    ).toEqual([400, 429, 400, 400, 429])
  })

  test('when what a proxy saw has a port, then every port of it counts as one', async () => {
    await start({ requestsPerMinute: 1, trustProxy: 1 })
    expect(await statuses('1.1.1.1:1024', '1.1.1.1:1025', '1.1.1.1')).toEqual([400, 429, 429])
    expect(await statuses('[2001:db8::1]:1024', '[2001:db8::2]:1025')).toEqual([400, 429])
  })

  test('when what a proxy saw is no address, then all of it counts as one', async () => {
    await start({ requestsPerMinute: 1, trustProxy: 1 })
    expect(await statuses('unknown', 'x'.repeat(500), '999.1.1.1')).toEqual([400, 429, 429])
  })
})
