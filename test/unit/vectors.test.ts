import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { readPublishedKeys } from '../../src/domain/published-key.ts'
import { type Verification, verifyPrefill } from '../../src/verify.ts'

interface Options {
  issuer: string
  client_id: string
  submitted_at: string
  nonce?: string
  seen?: string[]
  allow_test?: boolean
}

interface Vector {
  id: string
  says: string
  token: string
  submitted: Record<string, unknown>
  options: Options
  expected: Verification
}

interface Writings {
  token: string
  options: Options
  cases: { field: string; submitted: unknown; verdict: string; lock_broken: boolean }[]
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = <Content>(name: string): Content =>
  JSON.parse(readFileSync(`${root}test/vectors/${name}.json`, 'utf8'))

const keys = readPublishedKeys(read('keys'))!

function verify(token: string, submitted: unknown, options: Options): Promise<Verification> {
  const { issuer, client_id, submitted_at, nonce, seen, allow_test } = options
  return verifyPrefill(token, submitted, {
    issuer,
    clientId: client_id,
    submittedAt: new Date(submitted_at),
    nonce,
    seen: new Set(seen),
    allowTest: allow_test,
    keys,
  })
}

describe('the published vectors', () => {
  test('when the script would write something else, then it says so', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/vectors.mjs', '--check'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  test('when the keys are read, then not one is left out', () => {
    expect(keys).toEqual(read<{ keys: unknown[] }>('keys').keys)
  })

  test('when the cases are counted, then no name stands for two', () => {
    const names = [...read<Vector[]>('tokens'), ...read<Vector[]>('forms')].map(({ id }) => id)
    expect(names).toEqual([...new Set(names)])
  })
})

test.each(read<Vector[]>('tokens').map((vector) => [vector.id, vector.says, vector] as const))(
  'when the token is %s (%s), then the answer is as published',
  async (_id, _says, { token, submitted, options, expected }) => {
    expect(await verify(token, submitted, options)).toEqual(expected)
  },
)

test.each(read<Vector[]>('forms').map((vector) => [vector.id, vector.says, vector] as const))(
  'when the form is %s (%s), then the answer is as published',
  async (_id, _says, { token, submitted, options, expected }) => {
    expect(await verify(token, submitted, options)).toEqual(expected)
  },
)

describe('writings', () => {
  const { token, options, cases } = read<Writings>('writings')

  test('when each is submitted, then its verdict is as published', async () => {
    const answers = await Promise.all(
      cases.map(async ({ field, submitted }) => {
        const { fields } = await verify(token, submitted, options)
        const { verdict, lock_broken } = fields[field]!
        return { field, submitted, verdict, lock_broken }
      }),
    )
    expect(answers).toEqual(cases)
  })
})
