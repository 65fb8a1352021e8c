import { describe, expect, test } from '@jest/globals'
import { keepJwks } from '../../src/franceconnect/keep-jwks.ts'
import { createConcurrencyLimit } from '../../src/transport/concurrency-limit.ts'
import { guardTransport } from '../../src/transport/guard-transport.ts'
import { type Transport, TransportError } from '../../src/transport/keep-alive-fetch.ts'
import { retryGets } from '../../src/transport/retry-gets.ts'

const get = { method: 'GET', headers: {} }
const post = { method: 'POST', headers: {} }

/** What a host does with each call, in turn; the last one goes on. */
function hostThat(...answers: (number | string)[]): Transport & { calls: string[] } {
  const calls: string[] = []
  const transport: Transport = async (url, { method }) => {
    const answer = answers[Math.min(calls.length, answers.length - 1)]!
    calls.push(`${method} ${url}`)
    if (typeof answer === 'number') return new Response('{}', { status: answer })
    if (answer.startsWith('{')) return new Response(answer, { status: 200 })
    throw new TransportError(answer)
  }
  return Object.assign(transport, { calls })
}

const outcome = async (work: Promise<Response>): Promise<number | string> => {
  try {
    return (await work).status
  } catch (error) {
    return (error as TransportError).code
  }
}

describe('the circuit breaker', () => {
  function circuit(...answers: (number | string)[]) {
    let milliseconds = 0
    const host = hostThat(...answers)
    const guarded = guardTransport(host, {
      now: () => new Date(milliseconds),
      failuresToOpen: 3,
      openMilliseconds: 5000,
    })
    return {
      host,
      call: (url = 'https://a.fr/token') => outcome(guarded.transport(url, post)),
      advance: (by: number) => {
        milliseconds += by
      },
      state: () => guarded.states()['https://a.fr'],
    }
  }

  test('when a host fails three times in a row, then it is left alone, and asked once after five seconds', async () => {
    const { host, call, advance, state } = circuit('ECONNREFUSED', 500, 'timeout', 200)
    expect([await call(), await call(), await call()]).toEqual(['ECONNREFUSED', 500, 'timeout'])
    expect(state()).toBe('open')
    expect([await call(), await call()]).toEqual(['circuit_open', 'circuit_open'])
    expect(host.calls).toHaveLength(3)
    advance(4999)
    expect(await call()).toBe('circuit_open')
    advance(1)
    expect(state()).toBe('half-open')
    expect(await Promise.all([call(), call()])).toEqual([200, 'circuit_open'])
    expect(state()).toBe('closed')
    expect(await call()).toBe(200)
  })

  test('when the try fails, then it stays open for another five seconds', async () => {
    const { call, advance, state } = circuit(500)
    for (let count = 0; count < 3; count += 1) await call()
    advance(5000)
    expect(await call()).toBe(500)
    expect(state()).toBe('open')
    advance(4999)
    expect(await call()).toBe('circuit_open')
  })

  test.each([400, 401, 404, 429])(
    'when a host refuses with %i, then it is well',
    async (status) => {
      const { call, state } = circuit(status)
      for (let count = 0; count < 10; count += 1) expect(await call()).toBe(status)
      expect(state()).toBe('closed')
    },
  )

  test('when a success comes between, then the failures before it do not count', async () => {
    const { call, state } = circuit(500, 500, 200, 500, 500, 200)
    for (let count = 0; count < 6; count += 1) await call()
    expect(state()).toBe('closed')
  })

  test('when one host is down, then another is asked as ever', async () => {
    const { call, host } = circuit(500, 500, 500, 200)
    for (let count = 0; count < 3; count += 1) await call()
    expect(await call('https://b.fr/token')).toBe(200)
    expect(host.calls.at(-1)).toBe('POST https://b.fr/token')
  })
})

describe('a second try', () => {
  test.each<[string | number, number]>([
    ['ECONNRESET', 2],
    ['connection_closed', 2],
    [502, 2],
    [503, 2],
    [504, 2],
    [500, 1],
    [401, 1],
    ['timeout', 1],
    ['body_too_large', 1],
    ['circuit_open', 1],
  ])('when a GET ends in %s, then there are %i calls in all', async (answer, calls) => {
    const host = hostThat(answer)
    expect(await outcome(retryGets(host)('https://a.fr/userinfo', get))).toBe(answer)
    expect(host.calls).toHaveLength(calls)
  })

  test('when the second one succeeds, then that is the answer', async () => {
    expect(await outcome(retryGets(hostThat('ECONNRESET', 200))('https://a.fr/', get))).toBe(200)
    expect(await outcome(retryGets(hostThat(503, 200))('https://a.fr/', get))).toBe(200)
  })

  test.each(['ECONNRESET', 502, 503, 'timeout'])(
    'when a POST ends in %s, then it is never sent again',
    async (answer) => {
      const host = hostThat(answer, 200)
      expect(await outcome(retryGets(host)('https://a.fr/token', post))).toBe(answer)
      expect(host.calls).toEqual(['POST https://a.fr/token'])
    },
  )
})

describe('the limit of what is under way', () => {
  const limited = (perKey: number, inAll: number) =>
    createConcurrencyLimit({ perKey, inAll }, () => new Error('full'))
  const gate = () => {
    let open: () => void = () => undefined
    const closed = new Promise<void>((resolve) => {
      open = resolve
    })
    return { open, closed }
  }

  test('when one key is at its limit, then it is refused and others are not', async () => {
    const { run } = limited(2, 10)
    const { open, closed } = gate()
    const first = [run('a', () => closed), run('a', () => closed)]
    await expect(run('a', () => closed)).rejects.toThrow('full')
    const other = run('b', () => closed)
    open()
    await Promise.all([...first, other])
    await expect(run('a', async () => 'again')).resolves.toBe('again')
  })

  test('when all keys together are at the limit, then every key is refused', async () => {
    const { run } = limited(5, 2)
    const { open, closed } = gate()
    const both = [run('a', () => closed), run('b', () => closed)]
    await expect(run('c', () => closed)).rejects.toThrow('full')
    open()
    await Promise.all(both)
  })

  test('when work fails, then its place is free again', async () => {
    const { run } = limited(1, 1)
    await expect(run('a', () => Promise.reject(new Error('own')))).rejects.toThrow('own')
    await expect(run('a', async () => 'done')).resolves.toBe('done')
  })
})

describe('the keys of an issuer', () => {
  const keys = (kid: string) => JSON.stringify({ keys: [{ kid }] })
  const kidOf = async (work: Promise<Response>) => (await (await work).json()).keys[0].kid

  function kept(...answers: (number | string)[]) {
    let milliseconds = 0
    const host = hostThat(...answers)
    const transport = keepJwks(host, () => milliseconds)
    return {
      host,
      ask: () => transport('https://a.fr/jwks', get),
      advance: (by: number) => {
        milliseconds += by
      },
    }
  }

  test('when many clients ask at once and within a minute, then the host is asked once', async () => {
    const { host, ask, advance } = kept(keys('a'), keys('b'))
    expect(await Promise.all([1, 2, 3].map(() => kidOf(ask())))).toEqual(['a', 'a', 'a'])
    advance(59_999)
    expect(await kidOf(ask())).toBe('a')
    expect(host.calls).toHaveLength(1)
    advance(1)
    expect(await kidOf(ask())).toBe('b')
    expect(host.calls).toHaveLength(2)
  })

  test.each(['ECONNREFUSED', 500, 404, '{"keys":[]}', '{}'])(
    'when the endpoint later answers %s, then the last keys are trusted on',
    async (answer) => {
      const { ask, advance } = kept(keys('a'), answer)
      await ask()
      advance(3_600_000)
      expect(await kidOf(ask())).toBe('a')
    },
  )

  test('when there were never any keys, then the failure is told, and the next ask goes out', async () => {
    const { host, ask } = kept('ECONNREFUSED', 500, keys('a'))
    expect(await outcome(ask())).toBe('ECONNREFUSED')
    expect(await outcome(ask())).toBe(500)
    expect(await kidOf(ask())).toBe('a')
    expect(host.calls).toHaveLength(3)
  })
})
