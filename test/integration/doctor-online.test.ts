import { createServer, type RequestListener, type Server } from 'node:http'
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
} from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { askOutside } from '../../src/cli/doctor/online/ask-outside.ts'
import type { Outside } from '../../src/cli/doctor/online/outside.ts'
import { createFaultBox } from '../../src/simulator/fault-box.ts'
import { loadClients } from '../../src/simulator/load-clients.ts'
import { type RunningSimulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { createStateHttp } from '../../src/sources/state-http.ts'
import { createAgents } from '../../src/transport/agents.ts'
import { createFetchJson } from '../../src/transport/fetch-public-json.ts'
import { createTransport, type Transport } from '../../src/transport/keep-alive-fetch.ts'
import { diagnose, type Illness, soundDemarche } from '../support/doctor-stage.ts'
import { aFormKeyPair } from '../support/encryption-keys.ts'
import { type RedisServer, startRedis } from '../support/redis-server.ts'
import { freePort } from '../support/start-demo-process.ts'

const service = 'http://localhost:3999'
const secret = 'demo-secret-of-the-simulator-only'
const faults = createFaultBox()
let simulator: RunningSimulator
const sent: { readonly url: string; readonly body: string }[] = []

const registered = loadClients(undefined, { serviceOrigin: service })[0]!
beforeAll(async () => {
  const poor = { ...registered, client_id: 'poor', scopes: ['openid', 'family_name', 'given_name'] }
  const spread = {
    ...registered,
    client_id: 'spread',
    redirect_uris: [`${service}/callback`, 'http://127.0.0.1:3998/callback'],
  }
  const plain = { ...registered, client_id: 'plain', amr: false }
  const clients = [registered, poor, spread, plain]
  simulator = await startSimulator({ port: 0, faults, clients })
})
afterEach(() => {
  faults.clear()
  sent.length = 0
})
afterAll(() => simulator.close())

// Shorter than in the command, so that a test does not wait for it.
const limits = { connectMilliseconds: 1000, totalMilliseconds: 1500, maxBytes: 1024 * 1024 }

function outside(changes: Partial<Outside> = {}): Outside {
  const agents = createAgents()
  const transport = createTransport(limits, agents)
  const noting: Transport = (url, request) => {
    sent.push({ url, body: String(request.body ?? '') })
    return transport(url, request)
  }
  return {
    transport: noting,
    stateHttp: createStateHttp(agents, limits.totalMilliseconds),
    fetchJson: createFetchJson(true),
    redisMilliseconds: 500,
    now: () => new Date(),
    random: (length) => 'a'.repeat(length),
    ...changes,
  }
}

const file = (client: string, more = '', demarche = 'repas') => `name: Mairie
siret: "13002526500013"
privacy_contact: dpo@mairie.fr
franceconnect:
  environment: simulator
  client_id: ${client}
  client_secret: \${FC_SECRET}
  habilitation: {scopes: [identite_pivot, email, cnaf_quotient_familial, dgfip_rfr, dgfip_annee_n_moins_2_si_indispo_n_moins_1]}
${more}forms:
  - client_id: cantine
    demarche: ${demarche}
    redirect_uris: [http://localhost:8080/cantine]
`

interface Case {
  readonly client?: string
  readonly variables?: Record<string, string>
  readonly files?: Illness['files']
  readonly outside?: Partial<Outside>
}

/** What the doctor says of the outside, and nothing of the inside. */
async function ask({ client = 'demo', variables = {}, files = {}, ...given }: Case = {}) {
  const { findings, exitCode } = await diagnose({
    files: { 'collectivites/mairie.yaml': file(client), ...files },
    variables: {
      NODE_ENV: 'test',
      PUBLIC_URL: service,
      SIMULATOR_PORT: String(simulator.port),
      FC_SECRET: secret,
      ...variables,
    },
    args: ['--online'],
    now: new Date(),
    askOutside: (consultation) => askOutside(consultation, outside(given.outside)),
  })
  const plain = findings.filter(({ rule }) => rule !== 'old-key')
  for (const { message, instead = '' } of plain) {
    expect(`${message} ${instead}`).not.toContain(secret)
    expect(`${message} ${instead}`).not.toContain('right-password')
  }
  const told = plain.map(({ file: where, line, path, level, rule, message }) => {
    const place = where === undefined ? path : `${where}:${line}`
    return `${place} [${level} ${rule}] ${message}`.replaceAll(simulator.url, 'SIMULATOR')
  })
  return { told, exitCode }
}

const clientLine = 'collectivites/mairie.yaml:6'
const metadata = 'SIMULATOR/api/v2/.well-known/openid-configuration'

describe('FranceConnect', () => {
  test('when all is well, then nothing is found, and the secret went to its token endpoint alone', async () => {
    expect(await ask()).toEqual({ told: [], exitCode: 0 })
    const withSecret = sent.filter(({ url, body }) => `${url}${body}`.includes(secret))
    expect(withSecret.map(({ url }) => url)).toEqual([`${simulator.issuer}/token`])
  })

  test.each<[string, Case, string]>([
    [
      'the client is unknown',
      { client: 'nobody' },
      `${clientLine} [error franceconnect-client] localhost does not know the client nobody here (Y04EA6EF)`,
    ],
    [
      'the redirect URI is another',
      { variables: { PUBLIC_URL: 'http://localhost:3997' } },
      `${clientLine} [error franceconnect-redirect] localhost knows the client demo, and not http://localhost:3997/callback (Y04C013C)`,
    ],
    [
      'a scope is not granted',
      { client: 'poor' },
      `${clientLine} [error franceconnect-scope] localhost has not granted poor the scope identite_pivot: every login that asks for it fails`,
    ],
    [
      'the client comes back to two hosts',
      { client: 'spread' },
      `${clientLine} [error franceconnect-sector] localhost wants a sector_identifier_uri for spread, whose redirect URIs are on several hosts, or cannot read it (Y043310B)`,
    ],
    [
      'a claim is asked without the right to it',
      {
        files: {
          'collectivites/mairie.yaml': file('plain').replace(
            '  client_id',
            '  amr: true\n  client_id',
          ),
        },
      },
      'collectivites/mairie.yaml:7 [error franceconnect-refuses] localhost refuses a login of plain (Y100009)',
    ],
    [
      'the secret is wrong',
      { variables: { FC_SECRET: 'another' } },
      `${clientLine} [error franceconnect-secret] localhost knows the client demo, and does not take its secret`,
    ],
  ])('when %s, then the doctor says which', async (_, given, expected) => {
    expect(await ask(given)).toEqual({ told: [expected], exitCode: 2 })
  })

  test.each<[Parameters<typeof faults.set>[0][number], string[]]>([
    [
      { fault: 'status_503', at: 'discovery' },
      [`${metadata} [error franceconnect-away] answers with status 503`],
    ],
    [
      { fault: 'garbage_body', at: 'discovery' },
      [`${metadata} [error franceconnect-away] answers with something else than JSON`],
    ],
    [
      { fault: 'huge_body', at: 'discovery' },
      [`${metadata} [error franceconnect-away] gives no answer: body_too_large`],
    ],
    [
      { fault: 'latency', at: 'discovery', milliseconds: 4000 },
      [`${metadata} [error franceconnect-away] gives no answer: timeout`],
    ],
    [
      { fault: 'wrong_iss', at: 'discovery' },
      [`${metadata} [error franceconnect-metadata] are those of another issuer`],
    ],
    [
      { fault: 'dropped_connection', at: 'jwks' },
      ['SIMULATOR/api/v2/jwks [error franceconnect-away] gives no answer: ECONNRESET'],
    ],
    [
      { fault: 'status_500', at: 'authorize' },
      [`${clientLine} [error franceconnect-away] localhost answers with status 500 to a login`],
    ],
    [
      { fault: 'truncated_body', at: 'token' },
      [`${clientLine} [error franceconnect-away] localhost gives no answer to a login: ECONNRESET`],
    ],
  ])(
    'when the simulator is set to %j, then the doctor says what it met',
    async (fault, expected) => {
      faults.set([fault])
      expect((await ask()).told).toEqual(expected)
    },
  )

  test.each([
    [300, 'error clock] our clock is 299 seconds ahead: every login fails'],
    [-300, 'error clock] our clock is 300 seconds behind: every login fails'],
    [6, 'warning clock-drifts] our clock is 5 seconds ahead; beyond 10 every login fails'],
    [0, undefined],
  ])('when our clock is off by %d seconds, then the doctor says so', async (seconds, expected) => {
    const now = () => new Date(Math.floor(Date.now() / 1000) * 1000 + 500 + seconds * 1000)
    const { told } = await ask({ outside: { now } })
    const clocks = told.map((one) => one.replace(`${metadata} [`, ''))
    // A second may begin between the two clocks.
    const near = expected?.replace(/\d+(?= seconds)/, '\\d+')
    expect(clocks).toEqual(
      near === undefined ? [] : [expect.stringMatching(new RegExp(near.replace(']', '\\]')))],
    )
    const told300 = Number(/is (\d+) seconds/.exec(clocks[0] ?? '')?.[1] ?? 0)
    expect(Math.abs(told300 - Math.abs(seconds))).toBeLessThanOrEqual(2)
  })

  test('when nobody listens, then the doctor says so, and asks no further', async () => {
    const port = await freePort()
    const { told } = await ask({ variables: { SIMULATOR_PORT: String(port) } })
    expect(told).toEqual([
      `http://localhost:${port}/api/v2/.well-known/openid-configuration [error franceconnect-away] gives no answer: ECONNREFUSED`,
    ])
    expect(sent).toHaveLength(1)
  })
})

describe('a FranceConnect of another make', () => {
  const listening = async (answer: RequestListener) => {
    const server = createServer(answer)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { server, url: `http://localhost:${(server.address() as AddressInfo).port}` }
  }

  test('when its metadata send secrets elsewhere, then ours stays', async () => {
    const elsewhere = await listening((_, res) => void res.end('{}'))
    const keys = [{ kty: 'EC', crv: 'P-256' }]
    const made = await listening((req, res) => {
      const url = `http://${req.headers.host}`
      const document = {
        issuer: url,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${elsewhere.url}/token`,
        userinfo_endpoint: `${url}/userinfo`,
        end_session_endpoint: `${url}/end`,
        jwks_uri: `${url}/jwks`,
        id_token_signing_alg_values_supported: ['ES256'],
      }
      const isLogin = req.url?.startsWith('/authorize')
      res.writeHead(isLogin ? 303 : 200, { 'content-type': 'application/json', location: '/login' })
      res.end(JSON.stringify(req.url === '/jwks' ? { keys } : document))
    })
    const text = file('demo').replace('environment: simulator', `issuer: ${made.url}`)
    const { told } = await ask({ files: { 'collectivites/mairie.yaml': text } })
    expect(told).toEqual([])
    expect(sent.map(({ url }) => new URL(url).pathname)).toEqual([
      '/.well-known/openid-configuration',
      '/jwks',
      '/.well-known/openid-configuration',
      '/authorize',
    ])
    expect(JSON.stringify(sent)).not.toContain(secret)
    for (const { server } of [elsewhere, made]) {
      server.closeAllConnections()
      server.close()
    }
  })

  test('when there are more clients than can be asked about, then the doctor says how many were not', async () => {
    const one = (number: number) => ({
      name: 'Mairie',
      siret: '13002526500013',
      privacy_contact: 'dpo@mairie.fr',
      franceconnect: {
        environment: 'simulator',
        client_id: `fc${number}`,
        client_secret: '\u0024{FC_SECRET}',
        habilitation: { scopes: ['identite_pivot', 'email'] },
      },
      forms: [
        {
          client_id: `cantine-${number}`,
          demarche: 'repas',
          redirect_uris: ['http://localhost:8080/cantine'],
        },
      ],
    })
    const many = Array.from({ length: 203 }, (_, number) => one(number))
    const { told } = await ask({
      files: { 'collectivites/mairie.yaml': 'name: [', 'collectivites/many.json': many },
      variables: { SIMULATOR_PORT: String(await freePort()) },
    })
    expect(told).toContain(
      'CONFIG_DIR [advice not-asked] 3 of 203 FranceConnect clients were not asked about',
    )
  })
})

describe('a server that never ends its answer', () => {
  let slow: Server
  let hung: TcpServer
  const portOf = (server: Server | TcpServer) => (server.address() as AddressInfo).port
  beforeAll(async () => {
    // A byte now and then, for ever.
    slow = createServer((_, res) => {
      res.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => res.write(' '), 100)
      res.on('close', () => clearInterval(timer))
    })
    hung = createTcpServer((socket) => void socket.on('error', () => undefined))
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
    await new Promise<void>((resolve) => hung.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => {
    slow.closeAllConnections()
    slow.close()
    hung.close()
  })

  test('when FranceConnect is such a one, then the doctor goes on in time', async () => {
    const { told } = await ask({ variables: { SIMULATOR_PORT: String(portOf(slow)) } })
    expect(told).toEqual([
      `http://localhost:${portOf(slow)}/api/v2/.well-known/openid-configuration [error franceconnect-away] gives no answer: timeout`,
    ])
  })

  test('when Redis is such a one, then the doctor goes on in time', async () => {
    const { told } = await ask({ variables: { REDIS_URL: `redis://127.0.0.1:${portOf(hung)}` } })
    expect(told).toEqual(['REDIS_URL [error redis-away] Redis gives no usable answer: TIMEOUT'])
  })
})

describe('Redis', () => {
  let redis: RedisServer
  beforeAll(async () => {
    redis = await startRedis(undefined, ['--maxmemory', '10mb', '--maxmemory-policy', 'noeviction'])
    const own = ['resetkeys', '~franceconnect-prefill:*', 'resetchannels', '-@all']
    const able = ['+get', '+getdel', '+set', '+ping']
    await redis.ask('ACL', 'SETUSER', 'prefill', 'on', '>right-password', ...own, ...able)
    await redis.ask('ACL', 'SETUSER', 'reader', 'on', '>right-password', ...own, '+get', '+ping')
  })
  afterAll(() => redis.stop())
  const at = (user: string) => ({
    variables: { REDIS_URL: `redis://${user}@127.0.0.1:${redis.port}` },
  })

  test('when it is right, then nothing is found, and nothing is left in it', async () => {
    expect((await ask(at('prefill:right-password'))).told).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect(await redis.ask('DBSIZE')).toBe(0)
  })

  test.each([
    ['prefill:wrong-password', ['[error redis-away] Redis gives no usable answer: WRONGPASS']],
    [
      'reader:right-password',
      ['SET', 'GETDEL', 'SET'].map(
        (command) => `[error redis-refuses] ${command} is refused: NOPERM`,
      ),
    ],
  ])('when the user is %s, then the doctor says what it may not', async (user, expected) => {
    expect((await ask(at(user))).told).toEqual(expected.map((one) => `REDIS_URL ${one}`))
  })

  test('when the user is the administrator, then the doctor says what is too much', async () => {
    const { told, exitCode } = await ask({
      variables: { REDIS_URL: `redis://127.0.0.1:${redis.port}` },
    })
    expect(told).toEqual([
      'REDIS_URL [advice redis-privileges] the user may read the settings of Redis: who takes the service over takes Redis over',
    ])
    expect(exitCode).toBe(0)
  })

  test('when it evicts, or its clock is elsewhere, then the doctor says so', async () => {
    await redis.ask('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru')
    const { told } = await ask({
      variables: { REDIS_URL: `redis://127.0.0.1:${redis.port}` },
      outside: { now: () => new Date(Date.now() + 300_000) },
    })
    await redis.ask('CONFIG', 'SET', 'maxmemory-policy', 'noeviction')
    expect(told.filter((one) => one.startsWith('REDIS_URL'))).toEqual([
      'REDIS_URL [warning redis-evicts] maxmemory-policy is allkeys-lru: when Redis is full, logins under way are forgotten',
      expect.stringMatching(
        /^REDIS_URL \[warning clock-drifts\] our clock is (299|300) seconds ahead$/,
      ),
      'REDIS_URL [advice redis-privileges] the user may read the settings of Redis: who takes the service over takes Redis over',
    ])
  })

  test('when nobody listens, then the doctor says so', async () => {
    const { told } = await ask({
      variables: { REDIS_URL: `redis://127.0.0.1:${await freePort()}` },
    })
    expect(told).toEqual([
      'REDIS_URL [error redis-away] Redis gives no usable answer: ECONNREFUSED',
    ])
  })
})

describe('the state APIs', () => {
  const withFields = (fields: string) => ({
    'demarches/repas.yaml': `${soundDemarche}${fields}\n`,
  })
  const quotient = withFields('  quotient: {from: quotient_familial.valeur}')
  const tax = (clientId: string) => ({
    ...withFields('  rfr: {from: impot_particulier.rfr}'),
    'collectivites/mairie.yaml': file(
      'demo',
      `impot_particulier: {client_id: ${clientId}, client_secret: "\${IMPOT_SECRET}"}\n`,
    ),
  })
  const pings = 'SIMULATOR/api-particulier/api'

  test('when they are well, then nothing is found', async () => {
    expect((await ask({ files: quotient })).told).toEqual([])
    expect(sent.map(({ url }) => url)).toContain(
      `${simulator.url}/api-particulier/api/cnaf_msa_quotient_familial/ping`,
    )
  })

  test('when an agency is away, then the doctor says so, and that is a warning', async () => {
    faults.set([{ fault: 'status_502', at: 'quotient_familial' }])
    expect(await ask({ files: quotient })).toEqual({
      told: [`${pings}/cnaf_msa_quotient_familial/ping [warning api-away] answers with status 502`],
      exitCode: 0,
    })
  })

  test('when the tax office does not know the client, then the doctor says so', async () => {
    const variables = { IMPOT_SECRET: 'another' }
    expect((await ask({ files: tax('nobody'), variables })).told).toEqual([
      'SIMULATOR/api-impot/token [error impot-client] does not take the client nobody, or its secret',
    ])
  })

  test('when the tax office is away, then the doctor says so', async () => {
    faults.set([{ fault: 'status_503', at: 'impot_token' }])
    const variables = { IMPOT_SECRET: 'another' }
    expect((await ask({ files: tax('nobody'), variables })).told).toEqual([
      'SIMULATOR/api-impot/token [warning api-away] gives an answer of status 503 where a token was asked',
    ])
  })
})

describe('the keys of a form', () => {
  let keys: Server
  let answer: unknown
  beforeAll(async () => {
    keys = createServer((_, res) => void res.end(JSON.stringify(answer)))
    await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => void keys.close())

  test('when its address gives a key, then nothing is found; when not, then the doctor says why', async () => {
    const address = `http://localhost:${(keys.address() as AddressInfo).port}/jwks`
    const form = `    client_secret: \${FORM_SECRET}\n    jwks_uri: ${address}\n`
    const files = { 'collectivites/mairie.yaml': `${file('demo')}${form}` }
    const variables = { FORM_SECRET: 'q0vYc3Jp8mXn5sWt2bRz7kLd4hGf9aEu' }
    answer = { keys: [(await aFormKeyPair()).published] }
    expect((await ask({ files, variables })).told).toEqual([])
    answer = { keys: [] }
    expect((await ask({ files, variables })).told).toEqual([
      `${address} [error form-keys] expected an EC key of P-256 with alg ECDH-ES and use enc`,
    ])
  })
})
