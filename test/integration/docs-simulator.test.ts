import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { compactDecrypt, decodeJwt } from 'jose'
import { createFaultBox } from '../../src/simulator/fault-box.ts'
import { defaultClientsFile, loadDataProviders } from '../../src/simulator/load-clients.ts'
import { writeFolder } from '../support/configuration-folder.ts'
import { snippetUnder } from '../support/doc-snippets.ts'
import { runShell } from '../support/run-shell.ts'
import type { TestService } from '../support/simulator-relying-party.ts'
import { citizenToken, startStateService } from '../support/state-apis.ts'

const page = 'docs/simulator.md'
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { x, y } = publicKey.export({ format: 'jwk' })
const faults = createFaultBox()

let service: TestService
beforeAll(async () => {
  const shown = snippetUnder(page, 'Clients, data providers, citizens', 'yaml')
  const providers = shown.replace('x: …, y: …', `x: ${x}, y: ${y}`)
  const shipped = readFileSync(defaultClientsFile, 'utf8')
  const folder = writeFolder({ 'clients.yaml': shipped.replace('data_providers: []\n', providers) })
  const dataProviders = loadDataProviders(join(folder, 'clients.yaml'))
  service = await startStateService({ faults, dataProviders })
})
afterAll(() => service.simulator.close())

/** Types a block of the page that asks the simulator; what follows each answer is another line. */
async function type(heading: string, env: Readonly<Record<string, string>> = {}, token = '…') {
  const block = snippetUnder(page, heading, 'sh')
    .replaceAll('http://localhost:4000', service.simulator.url)
    .replace('token=…', `token=${token}`)
  const { status, stdout, stderr } = await runShell(block, { env })
  expect([status, stderr]).toEqual([0, ''])
  return stdout
}

test('when the data provider of the page asks as the page says, then it learns what it may', async () => {
  const token = await citizenToken(service, 'test')
  const answer = await type('Clients, data providers, citizens', {}, token)
  const { plaintext, protectedHeader } = await compactDecrypt(answer.trim(), privateKey)
  expect(protectedHeader).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM' })
  expect(decodeJwt(Buffer.from(plaintext).toString())).toMatchObject({
    aud: 'impots',
    token_introspection: { active: true, family_name: 'DUBOIS', scope: 'dgfip_rfr dgfip_nbpart' },
  })
})

test('when the state APIs are asked as the page says, then each answers about the citizen', async () => {
  const TOKEN = await citizenToken(service, 'test')
  const first = await type('The state APIs', { TOKEN, TAX_TOKEN: 'none-yet' })
  const [, TAX_TOKEN = ''] = /"access_token":"([^"]+)"/.exec(first) ?? []
  const lines = (await type('The state APIs', { TOKEN, TAX_TOKEN })).trimEnd().split('\n')
  const [family, familyBody = '', vehicle, vehicleBody = '', , tax = ''] = lines.filter(
    (line) => line !== '',
  )
  expect([family, vehicle]).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200'])
  expect(JSON.parse(familyBody).data.enfants).toHaveLength(3)
  expect(JSON.parse(vehicleBody).data).toMatchObject({
    donnees_immatriculation_vehicule: { numero_immatriculation: 'AA-229-DB' },
  })
  expect(JSON.parse(tax)).toHaveProperty('rfr')
})

test('when the simulator is controlled as the page says, then it does each, and refuses none', async () => {
  const answers = (await type('Control')).split('\n')
  expect(answers.some((line) => line.includes('"error"'))).toBe(false)
  const [known = '', first = '', second = '', nothing, clock = '', rotated = '', forgot = ''] =
    answers
  expect(JSON.parse(known)).toMatchObject({ faults: [], known: expect.any(Array) })
  const names = (text: string) => JSON.parse(text).faults.map((one: { fault: string }) => one.fault)
  expect(names(first)).toEqual(['latency', 'wrong_nonce'])
  expect(names(second)).toEqual(['conflict', 'maintenance', 'other_person'])
  expect(nothing).toBe('')
  expect(JSON.parse(clock)).toMatchObject({ ahead_seconds: 31 })
  const signing = (text: string) => JSON.parse(text).signing_with.ES256
  expect([signing(rotated), signing(forgot)]).toEqual(['pkcs11:ES256:hsm:2', 'pkcs11:ES256:hsm:3'])
  const jwks = await (await fetch(`${service.simulator.issuer}/jwks`)).text()
  expect(['hsm:2"', 'hsm:3"'].map((kid) => jwks.includes(kid))).toEqual([false, true])
})
