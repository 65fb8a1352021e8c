import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import axios from 'axios'
import {
  collectiviteFile,
  formFile,
  goodSecrets,
  writeFolder,
} from '../support/configuration-folder.ts'
import { freePort } from '../support/start-demo-process.ts'

// A process starts within a second, or within ten where the machine is busy.
jest.setTimeout(60_000)

const entry = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

let folder: string
let file: string
const running: ChildProcess[] = []
beforeEach(() => {
  const forms = [formFile({ demarche: 'bibliotheque' })]
  folder = writeFolder({ 'collectivites/ville.json': collectiviteFile({ forms }) })
  file = join(folder, 'keys.json')
})
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

/** The command as an operator runs it: built, in a process of its own, with no environment but this. */
function run(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: process.env.PATH, ...environment },
  })
  running.push(child)
  const written = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    written.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    written.err += chunk
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const until = async (holds: () => boolean | Promise<boolean>) => {
    for (let count = 0; count < 400; count += 1) {
      if (await holds()) return
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error(`it never comes: ${written.out}${written.err}`)
  }
  return { child, ended, written, until }
}

async function keys(...args: string[]) {
  const { ended, written } = run(['keys', ...args])
  return { code: await ended, ...written }
}

const kidsOf = () =>
  (JSON.parse(readFileSync(file, 'utf8')).keys as { kid: string }[]).map(({ kid }) => kid)
const instant = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`
const line = (alg: string, rest: string) => `${alg} [\\w-]{43} ${rest}\n`
const lines = (...all: string[]) => new RegExp(`^${all.join('')}$`)
const shortLead = expect.stringMatching(/^less than 15m: /)

describe('the keys command', () => {
  test('when keys are made, then they sign, only their owner reads them, and they are never overwritten', async () => {
    expect(await keys('init', file)).toEqual({
      code: 0,
      out: expect.stringMatching(
        lines(line('ES256', `active from ${instant}`), line('RS256', `active from ${instant}`)),
      ),
      err: '',
    })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const before = readFileSync(file, 'utf8')
    expect(await keys('init', file)).toEqual({
      code: 1,
      out: '',
      err: `${file} exists, and is never overwritten: its keys may have signed\n`,
    })
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  test('when they are rotated, then successors wait for a day, and a second rotation is refused', async () => {
    await keys('init', file)
    chmodSync(file, 0o640)
    const present = kidsOf()
    const next = [`next from ${instant}`, `active from ${instant} until ${instant}`]
    expect(await keys('rotate', file)).toEqual({
      code: 0,
      out: expect.stringMatching(
        lines(...next.flatMap((state) => [line('ES256', state), line('RS256', state)])),
      ),
      err: '',
    })
    expect(kidsOf().slice(2)).toEqual(present)
    expect(statSync(file).mode & 0o777).toBe(0o640)
    const { keys: all } = JSON.parse(readFileSync(file, 'utf8'))
    expect(all[0].valid_from).toBe(all[2].valid_until)
    expect(Math.abs(all[0].valid_from - Date.now() / 1000 - 86_400)).toBeLessThan(30)
    expect(await keys('rotate', file, '--in', '1h')).toEqual({
      code: 1,
      out: '',
      err: `${kidsOf()[0]} is already waiting to sign; let it begin first\n`,
    })
  })

  test('when the lead is two seconds, then that is warned of, and two seconds later the keys have changed', async () => {
    await keys('init', file)
    expect(await keys('rotate', file, '--in', '2s')).toMatchObject({ code: 0, err: shortLead })
    await new Promise((resolve) => setTimeout(resolve, 2500))
    const states = ['active from', 'active from', 'retiring from', 'retiring from']
    const { out } = await keys('list', file)
    expect(
      out
        .trim()
        .split('\n')
        .map((text) => text.split(' ').slice(2, 4).join(' ')),
    ).toEqual(states)
  })

  test('when the key that signs is revoked, then another signs, and it is revoked once', async () => {
    await keys('init', file)
    const [kid = ''] = kidsOf()
    const { code, out } = await keys('revoke', file, kid)
    expect(code).toBe(0)
    expect(out).toMatch(
      lines(
        line('ES256', `active from ${instant}`),
        line('RS256', `active from ${instant}`),
        `ES256 ${kid} revoked from ${instant} until ${instant} revoked ${instant}\n`,
      ),
    )
    expect(await keys('revoke', file, kid)).toEqual({
      code: 1,
      out: '',
      err: `${kid} is revoked already\n`,
    })
    expect(await keys('revoke', file, 'x')).toMatchObject({ code: 1, err: 'there is no key x\n' })
  })

  test('when a key that waits is revoked, then it never signed, and the present one goes on', async () => {
    await keys('init', file)
    await keys('rotate', file)
    const [waiting = '', , present = ''] = kidsOf()
    const { out } = await keys('revoke', file, waiting)
    expect(out).toMatch(new RegExp(`^ES256 ${waiting} revoked ${instant}, never signed$`, 'm'))
    expect(out).toMatch(new RegExp(`^ES256 ${present} active from ${instant}$`, 'm'))
  })

  test('when the folder is not there, then the path is said', async () => {
    const nowhere = join(folder, 'none', 'keys.json')
    expect(await keys('init', nowhere)).toMatchObject({
      code: 1,
      err: `${nowhere}: no such file or folder\n`,
    })
  })

  test.each([
    [['init']],
    [['list']],
    [['rotate']],
    [['revoke', 'FILE']],
    [['init', 'FILE', 'x']],
    [['list', 'FILE', 'x']],
    [['rotate', 'FILE', '--in']],
    [['rotate', 'FILE', '--in', 'soon']],
    [['rotate', 'FILE', '2s']],
    [['rotate', 'FILE', '--in', '2s', 'x']],
    [['revoke', 'FILE', 'kid', 'x']],
    [['erase', 'FILE']],
  ])('when it is called with %j, then it explains itself, and touches nothing', async (args) => {
    writeFileSync(file, 'untouched')
    const { code, out, err } = await keys(...args.map((arg) => (arg === 'FILE' ? file : arg)))
    expect([code, out, err.split(' ')[0]]).toEqual([2, '', 'usage:'])
    expect(readFileSync(file, 'utf8')).toBe('untouched')
  })

  test('when the file is no key file, then it says so, quotes nothing, and leaves it', async () => {
    for (const text of ['{"keys": [{"d": "secret"', '{"keys": [{"d": "secret"}]}']) {
      writeFileSync(file, text)
      for (const args of [['list'], ['rotate'], ['revoke', 'x']]) {
        const [action = '', ...more] = args
        const { code, out, err } = await keys(action, file, ...more)
        expect([code, out]).toEqual([1, ''])
        expect(err).toMatch(/^(\S+keys\.json is not JSON|SIGNING_KEYS_FILE: expected a JWK Set)/)
        expect(err).not.toContain('secret')
      }
      expect(readFileSync(file, 'utf8')).toBe(text)
    }
    expect(await keys('list', `${file}-none`)).toMatchObject({
      code: 1,
      err: `${file}-none: no such file or folder\n`,
    })
  })

  test('when another change was interrupted, then it says what to delete', async () => {
    await keys('init', file)
    writeFileSync(`${file}.new`, '')
    expect(await keys('rotate', file)).toMatchObject({
      code: 1,
      err: expect.stringContaining(`${file}.new exists`),
    })
  })
})

async function serve() {
  const [port, management] = [await freePort(), await freePort()]
  const service = run(['serve'], {
    PUBLIC_URL: 'https://prefill.exemple.fr',
    HOST: '127.0.0.1',
    PORT: String(port),
    MANAGEMENT_PORT: String(management),
    SECRETS: goodSecrets[0],
    SIGNING_KEYS_FILE: file,
    CONFIG_DIR: folder,
    TRUST_PROXY: '1',
  })
  const published = async () => {
    const { data } = await axios.get(`http://127.0.0.1:${port}/jwks`)
    return (data.keys as { kid: string }[]).map(({ kid }) => kid)
  }
  const has = (kid: string | undefined) => async () => (await published()).includes(String(kid))
  const says = (text: string) => () => service.written.out.includes(text)
  return { ...service, published, has, says }
}

describe('a service in production', () => {
  test('when the file changes, then it takes the keys over by itself, or at once when told, and a bad file never', async () => {
    await keys('init', file)
    const service = await serve()
    await service.until(service.says('"msg":"ready"'))
    const before = kidsOf()
    expect(await service.published()).toEqual(before)

    await keys('rotate', file)
    await service.until(service.has(kidsOf()[0]))
    expect(await service.published()).toEqual(kidsOf())

    const begun = Date.now()
    await keys('revoke', file, String(before[0]))
    service.child.kill('SIGHUP')
    await service.until(async () => !(await service.has(before[0])()))
    expect(Date.now() - begun).toBeLessThan(4500)

    const published = await service.published()
    writeFileSync(file, '{"keys": [{"d": "secret"}]}')
    service.child.kill('SIGHUP')
    await service.until(service.says('"msg":"signing keys kept"'))
    expect(await service.published()).toEqual(published)
    expect(service.written.out).not.toContain('secret')

    service.child.kill('SIGTERM')
    expect(await service.ended).toBe(0)
  })

  test.each<[string, () => unknown, string]>([
    ['missing', () => undefined, 'cannot read'],
    ['null', () => null, 'expected a JWK Set of private keys'],
    ['empty', () => ({ keys: [] }), 'expected a JWK Set of private keys'],
    [
      'of keys to come',
      () => {
        const { keys: made } = JSON.parse(readFileSync(file, 'utf8'))
        return { keys: made.map((key: object) => ({ ...key, valid_from: 4_000_000_000 })) }
      },
      'expected an ES256 key that signs now',
    ],
  ])('when its key file is %s, then it does not start', async (_, make, reason) => {
    await keys('init', file)
    const value = make()
    if (value === undefined) file = `${file}-none`
    else writeFileSync(file, JSON.stringify(value))
    const { ended, written } = await serve()
    expect([await ended, written.out]).toEqual([1, ''])
    expect(written.err).toContain(reason)
  })
})
