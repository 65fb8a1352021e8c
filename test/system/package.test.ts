import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { freePort } from '../support/start-demo-process.ts'

jest.setTimeout(120_000)

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = (cwd: string, command: string, args: readonly string[], env = {}) =>
  spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, ...env } })

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'prefill-elsewhere-'))
  const packed = run(root, 'npm', ['pack', '--silent', '--pack-destination', folder])
  const [name] = packed.stdout.trim().split('\n').slice(-1)
  const installed = run(folder, 'npm', ['install', '--no-audit', '--no-fund', `./${name}`])
  if (installed.status !== 0) throw new Error(installed.stderr)
  writeFileSync(join(folder, 'page.html'), '<form id="a" method="post"><input name="nom"></form>')
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true }))

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const prefill = (...args: string[]) => run(folder, 'npx', ['franceconnect-prefill', ...args])

/** Starts the installed command as `npx` does, without npx between us and its signals. */
async function start(args: readonly string[], awaited: RegExp, env: Record<string, string>) {
  const command = join(folder, 'node_modules/.bin/franceconnect-prefill')
  const child = spawn(command, args, { cwd: folder, env: { PATH: process.env.PATH, ...env } })
  children.push(child)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let output = ''
  const said = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        if (awaited.test(output)) resolve()
      })
  })
  const code = await Promise.race([said, ended])
  if (code !== undefined) throw new Error(`ended with ${code}: ${output}`)
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  return { output, stop }
}

async function ports() {
  const names = ['PORT', 'SIMULATOR_PORT', 'DEMO_PORT', 'MANAGEMENT_PORT']
  const entries = names.map(async (name) => [name, String(await freePort())] as const)
  return Object.fromEntries(await Promise.all(entries))
}

describe('the package, packed and installed in an empty folder', () => {
  test('when its page is tried, then service, simulator and page answer', async () => {
    const args = ['try', 'page.html', '--demarche', 'bibliotheque']
    const { output, stop } = await start(args, /^ready /m, await ports())
    const [, page] = /^ready (\S+)$/m.exec(output) ?? []
    expect(await (await fetch(String(page))).text()).toContain(
      '<franceconnect-prefill client-id="essai-bibliotheque" for="a">',
    )
    const [, service] = /^service +(\S+)$/m.exec(output) ?? []
    expect((await fetch(`${service}widget/v1.js`)).status).toBe(200)
    const [, simulator] = /^FranceConnect +(\S+)$/m.exec(output) ?? []
    expect((await fetch(`${simulator}api/v2/.well-known/openid-configuration`)).status).toBe(200)
    expect(await stop()).toBe(0)
  })

  test('when init has written, then serve runs on it, and doctor judges it', async () => {
    expect(prefill('init', 'page.html', '--demarche', 'bibliotheque').status).toBe(0)
    const configuration = { CONFIG_DIR: join(folder, 'prefill'), NODE_ENV: 'development' }
    const secret = { FC_SECRET: 'demo-secret-of-the-simulator-only' }
    const { stop } = await start(['serve'], /"msg":"ready"/, {
      ...configuration,
      ...secret,
      ...(await ports()),
    })
    expect(await stop()).toBe(0)
    const judged = run(folder, 'npx', ['franceconnect-prefill', 'doctor', '--files'], configuration)
    expect(judged.stdout).toMatch(/0 errors|nothing found/)
    expect(judged.status).toBe(0)
  })

  test('when the simulator runs alone, then it is FranceConnect', async () => {
    const SIMULATOR_PORT = String(await freePort())
    const { stop } = await start(['simulator'], /^log in as/m, { SIMULATOR_PORT })
    const url = `http://localhost:${SIMULATOR_PORT}/api/v2/.well-known/openid-configuration`
    expect(await (await fetch(url)).json()).toMatchObject({
      issuer: `http://localhost:${SIMULATOR_PORT}/api/v2`,
    })
    expect(await stop()).toBe(0)
  })

  test('when keys are made and a vector is verified, then both work', () => {
    expect(prefill('keys', 'init', 'keys.json').status).toBe(0)
    expect(prefill('keys', 'list', 'keys.json').stdout).toMatch(/^ES256 .* active from /m)
    const vectors = join(folder, 'node_modules/franceconnect-prefill/test/vectors')
    const all = JSON.parse(readFileSync(join(vectors, 'tokens.json'), 'utf8')) as {
      id: string
      token: string
      options: { issuer: string; client_id: string; submitted_at: string }
    }[]
    const good = all.find(({ id }) => id === 'good')!
    writeFileSync(join(folder, 'token'), good.token)
    const { issuer, client_id, submitted_at } = good.options
    const verified = prefill(
      'verify',
      ...['--issuer', issuer, '--client-id', client_id, '--submitted-at', submitted_at],
      ...['--keys', join(vectors, 'keys.json'), '--token', 'token'],
    )
    expect(verified.status).toBe(0)
  })

  test('when the optional part is left out, then serve’s needs are there, and try says what is missing', () => {
    const production = mkdtempSync(join(tmpdir(), 'prefill-production-'))
    try {
      const [archive] =
        spawnSync('ls', [folder], { encoding: 'utf8' }).stdout.match(/\S+\.tgz/) ?? []
      const args = [
        'install',
        '--omit=optional',
        '--no-audit',
        '--no-fund',
        join(folder, String(archive)),
      ]
      expect(run(production, 'npm', args).status).toBe(0)
      writeFileSync(join(production, 'page.html'), '<form></form>')
      const tried = run(production, 'npx', [
        ...['franceconnect-prefill', 'try', 'page.html', '--demarche', 'bibliotheque'],
      ])
      expect(tried.status).toBe(1)
      expect(tried.stderr).toMatch(/^the simulator is not part of this installation/)
      expect(
        run(production, 'npx', ['franceconnect-prefill', 'keys', 'init', 'k.json']).status,
      ).toBe(0)
    } finally {
      rmSync(production, { recursive: true })
    }
  })
})
