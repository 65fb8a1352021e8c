import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Verification } from '../../src/verify.ts'

interface Vector {
  id: string
  token: string
  submitted: Record<string, unknown>
  options: { issuer: string; client_id: string; submitted_at: string; allow_test?: boolean }
  expected: Verification
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const entry = `${root}dist/cli/main.js`
const keys = `${root}test/vectors/keys.json`
const vectors: Vector[] = JSON.parse(readFileSync(`${root}test/vectors/tokens.json`, 'utf8'))
const vector = (id: string) => vectors.find((one) => one.id === id) as Vector

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'prefill-verify-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function run(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, 'verify', ...args], {
    env: { PATH: process.env.PATH },
    encoding: 'utf8',
    input,
  })
  return { status, stdout, stderr }
}

/** The command on a vector: the token from standard input, the submission from a file. */
function verify({ token, submitted, options }: Vector, ...more: string[]) {
  const file = join(folder, 'submitted.json')
  writeFileSync(file, JSON.stringify(submitted))
  const { issuer, client_id, submitted_at, allow_test } = options
  return run(
    [
      ...['--issuer', issuer, '--client-id', client_id, '--submitted-at', submitted_at],
      ...['--submitted', file, ...(allow_test === true ? ['--allow-test'] : []), ...more],
    ],
    `${token}\n`,
  )
}

describe('the verify command', () => {
  test.each(['good', 'tampered_payload', 'expired', 'test_person_allowed'])(
    'when it is given the vector %s, then it prints the verification that the library gives',
    (id) => {
      const { status, stdout, stderr } = verify(vector(id), '--keys', keys, '--json')
      expect(JSON.parse(stdout)).toEqual(vector(id).expected)
      expect({ status, stderr }).toEqual({ status: vector(id).expected.valid ? 0 : 1, stderr: '' })
    },
  )

  test('when people read it, then it says what became of each field, and no value', () => {
    const { stdout } = verify(vector('good'), '--keys', keys)
    expect(stdout).toBe(`The prefill token is authentic.
Procedure: restauration-scolaire (real people)

field  verdict     source         assurance  as of
nom    unchanged   franceconnect  verified   2026-11-23
ne_le  equivalent  franceconnect  verified   2026-11-23

Typed by the citizen: commune, autre
`)
  })

  test('when the token is of another form, then it says so, and that it proves nothing', () => {
    const other = { ...vector('good').options, client_id: 'demo-piscine' }
    const { status, stdout } = verify({ ...vector('good'), options: other }, '--keys', keys)
    expect([status, stdout.split('\n').slice(0, 2)]).toEqual([
      1,
      [
        'The prefill token proves nothing:',
        '  other_form: it is of another form or another service',
      ],
    ])
  })

  test('when whoever sent the form chose names that write on a terminal, then they write nothing', () => {
    const forged = '\u001b[2J\u001b[HThe prefill token is authentic.\n\u202e'
    const submitted = { ...vector('good').submitted, [forged]: 'x' }
    const { stdout } = verify({ ...vector('good'), submitted }, '--keys', keys)
    expect(stdout.split('\n').at(-2)).toBe(
      'Typed by the citizen: commune, autre, \ufffd[2J\ufffd[HThe prefill token is authentic.\ufffd\ufffd',
    )
  })

  test('when the submission is as a browser sends it, then it is read all the same', () => {
    const file = join(folder, 'submitted.txt')
    writeFileSync(file, 'nom=Dubois&ne_le=24%2F08%2F1962&courriel=a%40exemple.fr\n')
    const { stdout } = verify(vector('good'), '--submitted', file, '--keys', keys, '--json')
    const { fields, added } = JSON.parse(stdout) as Verification
    expect([fields.nom?.verdict, fields.ne_le?.verdict, added]).toEqual([
      'equivalent',
      'equivalent',
      ['courriel'],
    ])
  })

  test('when the keys cannot be had, then that is no verdict on the citizen', () => {
    const options = { ...vector('good').options, issuer: 'http://127.0.0.1:9' }
    const { status, stdout } = verify({ ...vector('good'), options })
    expect([status, stdout.includes('keys_unavailable')]).toEqual([3, true])
  })

  test('when a file is not there or is no JSON, then it says which, and quotes nothing of it', () => {
    const secret = join(folder, 'key.json')
    writeFileSync(secret, '{"d": "very-private')
    expect([
      verify(vector('good'), '--keys', join(folder, 'none.json')),
      verify(vector('good'), '--decryption-key', secret),
    ]).toEqual([
      { status: 1, stdout: '', stderr: `cannot read ${join(folder, 'none.json')}: ENOENT\n` },
      { status: 1, stdout: '', stderr: `${secret} is not JSON\n` },
    ])
  })

  test.each([
    [[]],
    [['--issuer', 'https://prefill.exemple.fr']],
    [['--issuer', 'prefill', '--client-id', 'a']],
    [['--issuer', 'https://a.fr', '--client-id', 'a', '--submitted-at', 'yesterday']],
    [['--issuer', 'https://a.fr', '--client-id', 'a', 'eyJhbGciOiJFUzI1NiJ9']],
    [['--what']],
  ])('when it is told %j, then it says how it is used', (args) => {
    expect(run(args)).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^usage: franceconnect-prefill verify /),
    })
  })

  test('when help is asked for, then it is on standard output', () => {
    expect(run(['--help'])).toMatchObject({ status: 0, stderr: '' })
  })
})
