import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { examine } from '../../src/cli/doctor/examine.ts'
import { askOutside } from '../../src/cli/doctor/online/ask-outside.ts'
import { readOrder } from '../../src/cli/doctor/order.ts'
import { loadConfig } from '../../src/config.ts'
import { readSettings } from '../../src/configuration/environment.ts'
import { loadClients } from '../../src/simulator/load-clients.ts'
import { type RunningSimulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { writeFolder } from '../support/configuration-folder.ts'
import { snippetsOf } from '../support/doc-snippets.ts'
import { createGuideMachine, type GuideMachine } from '../support/guide-shell.ts'
import { playedFranceConnect } from '../support/played-franceconnect.ts'

jest.setTimeout(60_000)

const blocks = snippetsOf('docs/guide/production.md').map(({ text }) => text)
const [file = '', makeSecrets = '', variables = '', redis = '', doctor = '', register = ''] = blocks
const [rotate = '', revoke = ''] = blocks.slice(6)
const real = 'https://oidc.franceconnect.gouv.fr'
const secret = 'secret-that-franceconnect-gave'

let folder: string
let machine: GuideMachine
let simulator: RunningSimulator | undefined
beforeEach(() => {
  folder = writeFolder({ '.root': '' })
  machine = createGuideMachine(folder)
  machine.write('etc/prefill/collectivites/ma-ville.yaml', file)
  machine.write('run/secrets/ma-ville-fc', secret)
  expect(machine.shell(makeSecrets)).toMatchObject({ status: 0, stderr: '' })
})
afterEach(async () => {
  await simulator?.close()
  simulator = undefined
})

/** What the doctor of the page finds where a FranceConnect plays the real one. */
async function judge() {
  const [known] = loadClients()
  if (known === undefined) throw new Error('the simulator has no client')
  simulator = await startSimulator({
    port: 0,
    clients: [
      {
        ...known,
        client_id: 'identifiant-donne-par-franceconnect',
        client_secret: secret,
        redirect_uris: ['https://prefill.ma-ville.fr/callback'],
      },
    ],
  })
  const order = readOrder(doctor.trim().split(/\s+/).slice(2))
  if (order === undefined) throw new Error(`not understood: ${doctor}`)
  const outside = playedFranceConnect(simulator, real)
  const { findings, exitCode } = await examine(order, {
    variables: machine.exported(variables),
    now: () => new Date(),
    askOutside: (consultation) => askOutside(consultation, outside),
  })
  return { findings, exitCode }
}

describe('docs/guide/production.md', () => {
  test('when it shows blocks, then they are these eight', () => {
    expect(blocks).toHaveLength(8)
    expect(doctor).toBe('franceconnect-prefill doctor --online --strict\n')
  })

  test('when all is done as the page says, then the doctor finds nothing, not even advice', async () => {
    expect(await judge()).toEqual({ findings: [], exitCode: 0 })
  })

  test('when the start reads it, then it serves real people, and names whom to tell of a weakness', () => {
    const { forms, settings } = {
      ...loadConfig(machine.exported(variables)),
      ...readSettings(machine.exported(variables)),
    }
    const [form] = [...forms]
    expect(form?.franceconnect).toMatchObject({ environment: 'real', issuer: `${real}/api/v2` })
    expect(settings).toMatchObject({
      NODE_ENV: 'production',
      TRUST_PROXY: '1',
      SECURITY_CONTACT: ['mailto:securite@ma-ville.fr'],
    })
  })

  test('when Redis is told as the page shows, then the start takes its address from the file', () => {
    machine.write(
      'run/secrets/redis-url',
      'rediss://prefill:a-long-password@redis.ma-ville.fr:6379',
    )
    const { mistakes } = readSettings({
      ...machine.exported(variables),
      ...machine.exported(redis),
    })
    expect(mistakes).toEqual([])
    const { redisUrl } = loadConfig({ ...machine.exported(variables), ...machine.exported(redis) })
    expect(redisUrl).toBe('rediss://prefill:a-long-password@redis.ma-ville.fr:6379')
  })

  test('when the register is printed, then it has the form, and what the collectivite has to complete', () => {
    const { status, stderr } = machine.shell(`${variables}${register}`)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const text = readFileSync(join(folder, 'registre.md'), 'utf8')
    expect(text).toContain('| Formulaire | `ma-ville-cantine` |')
    expect(text).toContain('à compléter par la collectivité')
    expect(text).toContain('dpo@ma-ville.fr')
  })

  test('when keys are rotated and one is revoked, then the list says so', () => {
    const told = machine.shell(rotate)
    expect(told.status).toBe(0)
    const lines = told.stdout.split('\n').filter((line) => / (active|next) /.test(line))
    const [first = ''] = lines.filter((line) => line.includes(' active '))
    expect(lines.filter((line) => line.includes(' next '))).not.toEqual([])
    const [, kid = ''] = first.split(' ')
    expect(revoke).toContain(' KID\n')
    expect(machine.shell(revoke.replace('KID', kid)).status).toBe(0)
    const list = machine.shell(rotate.split('\n')[1] ?? '').stdout
    expect(list.split('\n').find((line) => line.includes(kid))).toContain(' revoked ')
  })
})
