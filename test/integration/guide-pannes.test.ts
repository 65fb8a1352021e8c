import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { FaultSettingInput } from '../../src/simulator/fault-setting.ts'
import { demoForms, startDemoForms, tokenOf, visitDemoForm } from '../support/demo-forms.ts'
import { snippetsOf } from '../support/doc-snippets.ts'
import { codesIn, guidePage, guideRows } from '../support/guide.ts'
import type { System } from '../support/start-system.ts'

const page = 'identites-de-test.md'
const heading = 'Provoquer une panne'

let system: System
beforeAll(async () => {
  // No wait is shortened: three seconds of latency have to be within the twelve that a source has.
  system = await startDemoForms(1)
})
afterEach(() => system.faults.clear())
afterAll(() => system.close())

const run = promisify(execFile)

/** Runs a command of the page against the simulator of this test. */
async function shell(command: string): Promise<string> {
  const here = command.replaceAll('http://localhost:4000', system.simulator.url)
  return (await run('sh', ['-c', here])).stdout
}

const rows = guideRows(page, heading)

describe('the table of faults', () => {
  test.each(rows)('when %s is wanted, then %s at %s does it: %s', async (...row) => {
    const [, fault = '', at = '', told = ''] = row
    const [name] = codesIn(fault)
    system.faults.set([{ fault: name, at: codesIn(at)[0] } as FaultSettingInput])
    const form = demoForms.find(({ path }) => path === '/cantine-qf')
    if (form === undefined) throw new Error('no school meals')
    const visit = await visitDemoForm(system, form, 'test')
    const error = visit.back?.searchParams.get('error')
    const hasWaited = visit.journey.seen.some(({ url }) => url.pathname === '/callback')
    if (name === 'latency') expect(hasWaited).toBe(true)
    const said = async () => {
      if (error !== null && error !== undefined) return `\`error\` : ${error}`
      const { quotient } = (await tokenOf(system, form, visit)).claims.fields
      const isEmpty = quotient?.value === null
      return `\`quotient\` : ${isEmpty ? `vide (\`${quotient.reason}\`)` : quotient?.value}`
    }
    expect(await said()).toBe(told)
  })
})

test('when the commands of the page are run, then the faults are on as it shows, and off again', async () => {
  const blocks = snippetsOf(`docs/guide/${page}`)
  expect(blocks.map(({ ranBy, language }) => [ranBy, language])).toEqual(
    ['sh', 'text', 'sh'].map((language) => ['test/integration/guide-pannes.test.ts', language]),
  )
  const [put, answer, clear] = blocks.map(({ text }) => text)
  expect(await shell(put ?? '')).toBe(answer?.trim())
  expect(system.faults.list()).toHaveLength(2)
  await shell(clear ?? '')
  expect(system.faults.list()).toEqual([])
})

test('when the page names what to click on the control page, then it is there', async () => {
  const control = await (await fetch(`${system.simulator.url}/control`)).text()
  const section = guidePage(page).split(`## ${heading}`)[1]?.split('\n## ')[0] ?? ''
  const named = [...section.matchAll(/\*\*([A-Z][^*]+)\*\*/g)].map(([, word = '']) => word)
  expect(named).toHaveLength(6)
  const shown = (word: string) => control.includes(`>${word}<`)
  // The button appears with the first fault.
  expect(named.filter((word) => !shown(word))).toEqual(['Switch all off'])
  system.faults.set([{ fault: 'expired' }])
  expect(await (await fetch(`${system.simulator.url}/control`)).text()).toContain(
    '>Switch all off<',
  )
})
