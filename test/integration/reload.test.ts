import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { decodeJwt } from 'jose'
import { loadClients } from '../../src/simulator/load-clients.ts'
import { type RunningSimulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { createBrowserSession } from '../support/browser-session.ts'
import { identityDemarche, writeFolder } from '../support/configuration-folder.ts'
import { http, redeem, type Trip, tripOf } from '../support/form-page.ts'
import { type ServiceInstance, startInstance } from '../support/service-instance.ts'
import { freePort } from '../support/start-demo-process.ts'
import { formOrigin } from '../support/start-system.ts'

const town = (...clientIds: string[]) => `name: Ville de Démonstration
siret: "21740010800015"
franceconnect: {environment: simulator, client_id: demo, client_secret: "\${DEMO_FC_SECRET}"}
forms:
${clientIds.map((client_id) => `  - {client_id: ${client_id}, demarche: repas, redirect_uris: [${formOrigin}/${client_id}]}\n`).join('')}`

let simulator: RunningSimulator
let service: ServiceInstance
let folder: string
let serviceOrigin: string
beforeAll(async () => {
  const port = await freePort()
  serviceOrigin = `http://localhost:${port}`
  folder = writeFolder({
    'demarches/repas.yaml': identityDemarche,
    'collectivites/a.yaml': town('cantine', 'garderie'),
  })
  simulator = await startSimulator({ port: 0, clients: loadClients(undefined, { serviceOrigin }) })
  service = await startInstance({
    NODE_ENV: 'development',
    PORT: String(port),
    CONFIG_DIR: folder,
    SIMULATOR_PORT: String(simulator.port),
    DEMO_FC_SECRET: 'demo-secret-of-the-simulator-only',
  })
})
afterAll(async () => {
  service.child.kill('SIGKILL')
  await simulator.close()
})

type Line = Readonly<Record<string, unknown>>

const lines = (): Line[] =>
  service
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter(({ event }) => event === 'reload')

const write = (path: string, text: string) => writeFileSync(join(folder, path), text)

/** Asks for a reload, and waits until it says so of the file. */
async function reload(file: string, message: string): Promise<Line> {
  const before = lines().length
  service.child.kill('SIGHUP')
  for (let count = 0; count < 400; count += 1) {
    const found = lines()
      .slice(before)
      .find((line) => line.file === file && line.msg === message)
    if (found !== undefined) return found
    await sleep(25)
  }
  throw new Error(`nothing said of ${file}: ${service.output()}`)
}

const statusOf = async (clientId: string) =>
  (await http.get(`${serviceOrigin}/forms/${clientId}`)).status
const gauge = async () => {
  const { data } = await http.get(`${service.management}/metrics`)
  return /^prefill_configuration_files_refused (\d+)$/m.exec(String(data))?.[1]
}
const readiness = async () => {
  const { status, data } = await http.get(`${service.management}/readyz`)
  return [status, data.status, data.configuration]
}

/** A citizen who has come as far as FranceConnect's page. */
async function begin(clientId: string) {
  const client = { client_id: clientId, redirect_uri: `${formOrigin}/${clientId}` }
  const trip = tripOf({ serviceOrigin }, client)
  const browser = createBrowserSession({ stopAt: ({ origin }) => origin === formOrigin })
  await browser.get(trip.url)
  return { client, trip, browser }
}

/** Finishes the login that has begun. @returns where the citizen ends up */
async function finish({ browser }: Awaited<ReturnType<typeof begin>>): Promise<URL | undefined> {
  for (let count = 0; count < 12 && browser.stopped === undefined; count += 1) {
    const { forms, status } = browser.page
    if (status >= 400 || forms.length === 0) return undefined
    const asks = forms.some(({ names }) => names.includes('password'))
    await browser.submit(asks ? { login: 'test', password: '123' } : {})
  }
  return browser.stopped
}

async function fieldsFor(client: Record<string, string>, trip: Trip, back: URL | undefined) {
  const code = back?.searchParams.get('code') ?? null
  const { data } = await redeem({ serviceOrigin }, trip, code, client)
  return Object.keys(decodeJwt<{ fields: object }>(data.prefill_token).fields)
}

test('when files change while requests are answered, then logins that began before are finished, and none fails', async () => {
  const [staying, going] = [await begin('cantine'), await begin('garderie')]
  let isOver = false
  const statuses = new Set<number>()
  const visitors = Array.from({ length: 4 }, async () => {
    while (!isOver) statuses.add(await statusOf('cantine'))
  })
  write('demarches/repas.yaml', identityDemarche.replace(/ {2}courriel.*\n/, ''))
  write('collectivites/a.yaml', town('cantine'))
  write('collectivites/b.json', '[]')
  write('collectivites/b.yaml', town('piscine'))
  await reload('collectivites/b.yaml', 'configuration reloaded')
  isOver = true
  await Promise.all(visitors)
  expect([...statuses]).toEqual([200])

  const back = await finish(staying)
  expect(await fieldsFor(staying.client, staying.trip, back)).toEqual([
    'nom',
    'nom_usage',
    'premier_prenom',
    'civilite',
    'ne_le',
  ])
  expect(await finish(going)).toBeUndefined()
  expect(going.browser.page.status).toBe(400)
  expect((await begin('garderie')).browser.page.text).toContain('Ce formulaire n’est pas connu')
  const added = await begin('piscine')
  expect((await finish(added))?.searchParams.get('code')).toMatch(/./)
  rmSync(join(folder, 'collectivites/b.json'))
  await reload('collectivites/b.json', 'mistakes gone')
})

test('when a file is bad, then its old version serves, and log, gauge and readiness say so until it is good', async () => {
  expect([await gauge(), await readiness()]).toEqual(['0', [200, 'ok', undefined]])
  write('collectivites/a.yaml', town('cantine', 'ca/fé').replace('demo,', 'demo, secret: s3cret,'))
  write('collectivites/c.yaml', town('lecture'))
  const told = await reload('collectivites/a.yaml', 'configuration kept')
  expect(told).toMatchObject({
    level: 50,
    count: 2,
    mistakes: [
      { line: 3, path: 'franceconnect', message: 'Unrecognized key: "secret"' },
      { line: 6, path: 'forms[1].client_id', message: expect.stringMatching(/^expected 1 to 64/) },
    ],
  })
  expect(service.output()).not.toContain('s3cret')
  expect([await statusOf('cantine'), await statusOf('lecture')]).toEqual([200, 200])
  expect(await gauge()).toBe('1')
  expect(await readiness()).toEqual([200, 'ok', { refused: ['collectivites/a.yaml'] }])

  write('collectivites/a.yaml', town('cantine', 'cafe'))
  expect(await reload('collectivites/a.yaml', 'configuration reloaded')).toMatchObject({ forms: 2 })
  expect([await statusOf('cafe'), await gauge(), await readiness()]).toEqual([
    200,
    '0',
    [200, 'ok', undefined],
  ])
})

test('when the volume goes away, then every form is served, and it says so', async () => {
  rmSync(join(folder, 'collectivites'), { recursive: true })
  expect(await reload('collectivites', 'configuration kept')).toMatchObject({ level: 50, count: 1 })
  expect([await statusOf('cantine'), await gauge()]).toEqual([200, '1'])
})

test('when nobody sends a signal, then a change is taken within seconds all the same', async () => {
  mkdirSync(join(folder, 'collectivites'))
  write('collectivites/a.yaml', town('cantine', 'judo'))
  let status = 404
  for (let count = 0; count < 100 && status !== 200; count += 1) {
    await sleep(100)
    status = await statusOf('judo')
  }
  expect(status).toBe(200)
  expect([await gauge(), await statusOf('piscine')]).toEqual(['0', 404])
})
