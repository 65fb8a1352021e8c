import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from '@jest/globals'
import { loadClients } from '../../src/simulator/load-clients.ts'
import { startSimulator } from '../../src/simulator/start-simulator.ts'
import { http } from '../support/form-page.ts'
import { freePort } from '../support/start-demo-process.ts'

const entry = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const demoConfiguration = fileURLToPath(new URL('../../config/demo', import.meta.url))

const running: ChildProcess[] = []
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

/** The command as an operator runs it: built, in a process of its own, with no environment but this. */
function run(args: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: process.env.PATH, ...environment },
  })
  running.push(child)
  let output = ''
  const read = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const said = async (text: string) => {
    while (!output.includes(text)) {
      const code = await Promise.race([
        ended,
        new Promise<'waiting'>((resolve) => setTimeout(() => resolve('waiting'), 20)),
      ])
      if (code !== 'waiting') throw new Error(`ended with ${code}: ${output}`)
    }
  }
  return { child, ended, said, output: () => output }
}

/** To import first: the process ends by an error that nobody catches, in the turn in which it logged an answer. */
const endsOnceItHasAnswered = `data:text/javascript,${encodeURIComponent(`
  import { ServerResponse } from 'node:http'
  const { end } = ServerResponse.prototype
  const fail = () => { throw new Error('unforeseen') }
  ServerResponse.prototype.end = function (...rest) {
    this.once('finish', () => process.nextTick(fail))
    return end.apply(this, rest)
  }
`)}`

async function serveDemo(environment: Record<string, string> = {}) {
  const [port, management, simulatorPort] = [await freePort(), await freePort(), await freePort()]
  const service = run(['serve'], {
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: String(port),
    MANAGEMENT_PORT: String(management),
    SIMULATOR_PORT: String(simulatorPort),
    CONFIG_DIR: demoConfiguration,
    DEMO_FC_SECRET: 'demo-secret-of-the-simulator-only',
    DEMO_ETAT_CIVIL_SECRET: 'demo-secret-of-the-civil-status-form',
    ...environment,
  })
  await service.said('"msg":"ready"')
  const origin = `http://localhost:${port}`
  const begin = async () => {
    const parameters = new URLSearchParams({
      client_id: 'demo-etat-civil',
      redirect_uri: 'http://localhost:8080/etat-civil/retour',
      response_type: 'code',
      scope: 'openid',
    })
    const { headers } = await http.get(`${origin}/authorize?${parameters}`)
    return String(headers.location)
  }
  return {
    ...service,
    origin,
    simulatorPort,
    begin,
    management: `http://localhost:${management}`,
  }
}

describe('serve', () => {
  test('when FranceConnect is down, then it starts, sends citizens back, and recovers alone', async () => {
    const { origin, management, simulatorPort, begin, child, ended } = await serveDemo()
    for (let count = 0; count < 3; count += 1)
      expect(await begin()).toContain('error=temporarily_unavailable')
    const franceconnect = `http://localhost:${simulatorPort}`
    expect((await http.get(`${management}/livez`)).data).toEqual({ status: 'ok' })
    const ready = await http.get(`${management}/readyz`)
    expect([ready.status, ready.data]).toEqual([
      200,
      { status: 'ok', franceconnect: { [franceconnect]: 'open' } },
    ])
    const metrics = await http.get(`${management}/metrics`)
    expect(metrics.data).toContain(`franceconnect_circuit{origin="${franceconnect}"} 2`)

    const simulator = await startSimulator({
      port: simulatorPort,
      clients: loadClients(undefined, { serviceOrigin: origin }),
    })
    try {
      let location = ''
      const until = Date.now() + 10_000
      while (!location.startsWith(simulator.issuer) && Date.now() < until) {
        location = await begin()
        await new Promise((resolve) => setTimeout(resolve, 250))
      }
      expect(location).toMatch(new RegExp(`^${simulator.issuer}/authorize\\?`))
      const healed = await http.get(`${management}/readyz`)
      expect(healed.data.franceconnect).toEqual({ [franceconnect]: 'closed' })
    } finally {
      await simulator.close()
    }
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  test('when whoever reads its log goes away, then it goes on answering', async () => {
    const { begin, child, ended } = await serveDemo()
    child.stdout.destroy()
    for (let count = 0; count < 3; count += 1)
      expect(await begin()).toContain('error=temporarily_unavailable')
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  test('when an error that nobody catches ends it, then what it logged last is written', async () => {
    const { begin, ended, output } = await serveDemo({
      NODE_OPTIONS: `--import=${endsOnceItHasAnswered}`,
    })
    await begin()
    expect(await ended).toBe(1)
    expect(output()).toMatch(/"route":"\/authorize".*"msg":"request"/)
  })

  test('when the configuration is wrong, then every mistake is told and it exits with 1', async () => {
    const { ended, output } = run(['serve'], {
      PORT: 'x',
      SECRETS: 'short',
      CONFIG_DIR: '/nowhere',
    })
    expect(await ended).toBe(1)
    expect(output()).toBe(`franceconnect-prefill cannot start:
PORT: expected a port, 0 to 65535
PUBLIC_URL: is not set; expected our public origin
SECRETS: expected at least 32 characters in each secret
SIGNING_KEYS_FILE: is not set; make keys with \`franceconnect-prefill keys init\`
CONFIG_DIR: the folder /nowhere does not exist
`)
  })

  test('when its port is taken, then it says which variable to set', async () => {
    const first = await serveDemo()
    const port = new URL(first.origin).port
    const second = run(['serve'], {
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: port,
      CONFIG_DIR: demoConfiguration,
      DEMO_FC_SECRET: 'x',
      DEMO_ETAT_CIVIL_SECRET: 'x',
    })
    expect(await second.ended).toBe(1)
    expect(second.output()).toContain(`port ${port} is taken by another program`)
  })
})

test.each([
  [['help'], 0],
  [['--help'], 0],
  [['nonsense'], 2],
  [['keys'], 2],
  [['__proto__'], 2],
])('when the command is %j, then it explains itself and exits with %i', async (args, code) => {
  const { ended, output } = run(args)
  expect(await ended).toBe(code)
  expect(output()).toContain('franceconnect-prefill')
})
