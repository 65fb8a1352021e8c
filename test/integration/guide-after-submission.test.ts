import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { snippetUnder } from '../support/doc-snippets.ts'
import { http, redeem } from '../support/form-page.ts'
import { answer, openJourney } from '../support/journey.ts'
import { type System, startSystem } from '../support/start-system.ts'

const guide = 'docs/guide/apres-envoi.md'
const entry = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

// The form of these tests that asks the family benefits office too.
const clientId = 'demo-cantine-qf'

let system: System
let token: string
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prefill-after-'))
  system = await startSystem()
  const journey = await openJourney(system, clientId, '/cantine-qf')
  const back = await answer(journey, [['source', 'quotient_familial']], 'karim')
  const code = back?.searchParams.get('code') ?? null
  const { data } = await redeem(system, journey.trip, code, journey.client)
  token = data.prefill_token
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await system.close()
})

/** Runs a command while the system of this process answers. */
async function run(command: string) {
  const child = spawn('sh', ['-c', command], { cwd: folder })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const status = await new Promise((resolve) => child.once('close', resolve))
  return { status, output }
}

describe('the guide on what comes after a submission', () => {
  test('when the verdict is asked for as it says, then the answer is the one that it shows', async () => {
    const command = snippetUnder(guide, '2. Demander le verdict', 'sh')
    const [, address = '', type = '', body = ''] =
      /curl -s (\S+) -H 'content-type: (\S+)' \\\n +-d '(.*)'/.exec(command) ?? []
    const { data } = await http.post(
      address.replace('https://prefill.exemple.fr', system.serviceOrigin),
      body.replace('eyJ…', token).replace('demo-cantine', clientId),
      { headers: { 'content-type': type } },
    )
    const shown = JSON.parse(snippetUnder(guide, '2. Demander le verdict', 'json'))
    expect(data).toMatchObject(shown)
  })

  test('when the command is used as it says, then it reads the same token and submission', async () => {
    writeFileSync(join(folder, 'jeton.txt'), token)
    writeFileSync(join(folder, 'envoi.json'), JSON.stringify({ nom: 'x' }))
    const command = snippetUnder(guide, '4. Classer', 'sh')
      .replace('npx franceconnect-prefill', `"${process.execPath}" "${entry}"`)
      .replace('https://prefill.exemple.fr', system.serviceOrigin)
      .replace('demo-cantine', clientId)
    const { status, output } = await run(command)
    expect(output).toMatch(/nom +edited/)
    expect(status).toBe(0)
  })
})
