import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from '@jest/globals'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

interface Outcome {
  readonly done: number
  readonly verified: number
  readonly fields: Readonly<Record<string, { readonly value: unknown }>>
  readonly sources: Readonly<Record<string, unknown>>
}

async function check(sources: number): Promise<Record<'service' | 'floor', Outcome>> {
  const args = ['scripts/bench.mjs', '--check', String(sources)]
  const { stdout } = await run(process.execPath, args, { cwd: root })
  return JSON.parse(stdout)
}

// What the service is measured against counts only as long as it does the same.
describe('the floor of the bench', () => {
  test.each([0, 3])(
    'when it and the service do logins with %d state sources, then all verify and say the same',
    async (sources) => {
      const { service, floor } = await check(sources)
      expect(service).toMatchObject({ done: 20, verified: 20 })
      expect(floor).toEqual(service)
      expect(Object.keys(floor.fields)).toHaveLength(7 + sources)
      expect(floor.fields.nom?.value).toBe('QUENOUILLE')
    },
    60_000,
  )
})
