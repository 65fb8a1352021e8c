import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { parse } from 'yaml'
import { examine } from '../../src/cli/doctor/examine.ts'
import { askOutside } from '../../src/cli/doctor/online/ask-outside.ts'
import { readOrder } from '../../src/cli/doctor/order.ts'
import { printText } from '../../src/cli/doctor/print-text.ts'
import { loadConfig } from '../../src/config.ts'
import { loadClients } from '../../src/simulator/load-clients.ts'
import { type RunningSimulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { writeFolder } from '../support/configuration-folder.ts'
import { snippetsOf } from '../support/doc-snippets.ts'
import { createGuideMachine, type GuideMachine } from '../support/guide-shell.ts'
import { playedFranceConnect } from '../support/played-franceconnect.ts'

jest.setTimeout(60_000)

const page = 'docs/guide/bac-a-sable.md'
const sandbox = 'https://fcp-low.sbx.dev-franceconnect.fr'
const blocks = snippetsOf(page)
const under = (start: string, language: string) =>
  blocks.filter((one) => one.heading.startsWith(start) && one.language === language)
const only = (start: string, language: string) => under(start, language)[0]?.text ?? ''

const file = only('2.', 'yaml')
const [variables = '', makeSecrets = ''] = under('3.', 'sh').map(({ text }) => text)
const doctor = only('4.', 'sh')
const [well = '', refused = ''] = under('4.', 'text').map(({ text }) => text)
const impot = only('Les données', 'yaml')
const hosts = only('Plusieurs', 'json')
const secret = 'secret-that-franceconnect-gave'

let machine: GuideMachine
let simulator: RunningSimulator | undefined
beforeEach(() => {
  machine = createGuideMachine(writeFolder({ '.root': '' }))
  machine.write('etc/prefill/collectivites/ma-ville.yaml', file)
  machine.write('run/secrets/ma-ville-fc', secret)
  expect(machine.shell(makeSecrets)).toMatchObject({ status: 0, stderr: '' })
})
afterEach(async () => {
  await simulator?.close()
  simulator = undefined
})

/** The sandbox, with the client of the page declared as the page says but for what is given. */
async function declare(redirectUri: string) {
  const { franceconnect } = parse(file) as {
    readonly franceconnect: {
      readonly client_id: string
      readonly habilitation: { scopes: string[] }
    }
  }
  const [known] = loadClients()
  if (known === undefined) throw new Error('the simulator has no client')
  const client = {
    ...known,
    client_id: franceconnect.client_id,
    client_secret: secret,
    redirect_uris: [redirectUri],
    scopes: ['openid', ...franceconnect.habilitation.scopes],
  }
  simulator = await startSimulator({ port: 0, clients: [client] })
  return simulator
}

/** What the command of the page prints, in the environment of the page. */
async function judge(running: RunningSimulator, command: string) {
  const order = readOrder(command.trim().split(/\s+/).slice(2))
  if (order === undefined) throw new Error(`not understood: ${command}`)
  const outside = playedFranceConnect(running, sandbox)
  const report = await examine(order, {
    variables: machine.exported(variables),
    now: () => new Date(),
    askOutside: (consultation) => askOutside(consultation, outside),
  })
  return printText(report, false)
}

const publicUrl = 'https://prefill.ma-ville.fr'

describe('docs/guide/bac-a-sable.md', () => {
  test('when all is declared as the page says, then the doctor finds nothing', async () => {
    expect(doctor).toBe('franceconnect-prefill doctor --online\n')
    expect(await judge(await declare(`${publicUrl}/callback`), doctor)).toBe(well)
  })

  test('when the redirect URI has a slash too many, then the doctor says what the page shows', async () => {
    expect(await judge(await declare(`${publicUrl}/callback/`), doctor)).toBe(refused)
  })

  test('when the file and the environment are those of the page, then the start takes them, for test people', () => {
    const { forms } = loadConfig(machine.exported(variables))
    const [form] = [...forms]
    expect(form?.franceconnect).toMatchObject({
      issuer: `${sandbox}/api/v2`,
      environment: 'test',
      signing_alg: 'ES256',
      client_secret: secret,
    })
    expect(form?.access).toMatchObject({
      recipient: '13002526500013',
      api_particulier: { baseUrl: 'https://staging.particulier.api.gouv.fr' },
    })
  })

  test('when the tax office is added as the page shows, then a procedure that needs it is served', () => {
    const more =
      '\n  - client_id: ma-ville-repas\n    demarche: portage-repas\n    redirect_uris: [https://www.ma-ville.fr/repas]\n'
    const scopes = 'dgfip_rfr, dgfip_nbpart, dgfip_annee_n_moins_2_si_indispo_n_moins_1'
    const whole = file.replace('cnaf_enfants]', `cnaf_enfants, ${scopes}]`) + more
    const environment = {
      ...machine.exported(variables),
      MA_VILLE_IMPOT_SECRET: 'of-the-tax-office',
    }
    machine.write('etc/prefill/collectivites/ma-ville.yaml', whole)
    expect(() => loadConfig(environment)).toThrow(/needs impot_particulier/)
    machine.write('etc/prefill/collectivites/ma-ville.yaml', `${whole}${impot}`)
    const form = [...loadConfig(environment).forms].find(
      (one) => one.client_id === 'ma-ville-repas',
    )
    expect(form?.access.impot_particulier).toMatchObject({
      baseUrl: 'https://passerelle.impots.exemple.fr',
      client_id: 'ma-ville',
      teleservice: '1234',
    })
  })

  test('when the service has two hosts, then the doctor prints the list that the page publishes', async () => {
    const [one, other] = JSON.parse(hosts) as string[]
    expect(one).toBe(`${publicUrl}/callback`)
    const origin = new URL(other ?? '').origin
    const told = await judge(
      await declare(`${publicUrl}/callback`),
      `franceconnect-prefill doctor --also ${origin}`,
    )
    expect(told).toContain(`serve ${hosts.trim()} as JSON`)
  })
})
