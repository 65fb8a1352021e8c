import { loadClients } from '../../src/simulator/load-clients.ts'
import type { StartOptions } from '../../src/simulator/start-simulator.ts'
import { startTestService, type TestService, testClient } from './simulator-relying-party.ts'

/** A commune that does not exist, with a number that INSEE could have given it. */
export const recipient = '21749990400019'

/** A service that may ask everything that the demo's may. */
export function startStateService(options: Partial<StartOptions> = {}): Promise<TestService> {
  const [demo] = loadClients()
  if (demo === undefined) throw new Error('there is no demo client')
  return startTestService(testClient({ scopes: demo.scopes }), options)
}

/** FranceConnect's access token of a citizen who has just logged in, with all scopes or with these. */
export async function citizenToken(
  service: TestService,
  login: string,
  scopes?: readonly string[],
): Promise<string> {
  const changes = scopes === undefined ? undefined : { scope: ['openid', ...scopes].join(' ') }
  return (await service.exchange(await service.callback(login, changes))).access_token
}

/** What a state API answered, member by member. */
export interface Json extends Iterable<Json> {
  readonly [member: string]: Json
}

export interface StateAnswer {
  status: number
  headers: Headers
  body: Json
}

/** Asks API Particulier; a parameter that is undefined is left out. */
export async function askParticulier(
  service: TestService,
  path: string,
  token: string | undefined,
  parameters: Record<string, string | undefined> = {},
): Promise<StateAnswer> {
  const url = new URL(`/api-particulier${path}`, service.simulator.url)
  for (const [name, value] of Object.entries({ recipient, ...parameters })) {
    if (value !== undefined) url.searchParams.set(name, value)
  }
  const headers: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${token}` }
  return await read(await fetch(url, { headers }))
}

export const impotClient = {
  client_id: 'demo-impot',
  client_secret: 'demo-secret-of-the-simulated-tax-office',
}

/** Asks the tax office for the token of a client. */
export async function askImpotToken(
  service: TestService,
  { client_id, client_secret } = impotClient,
  fields: Record<string, string> = {},
): Promise<StateAnswer> {
  const basic = Buffer.from(`${client_id}:${client_secret}`).toString('base64')
  const response = await fetch(`${service.simulator.url}/api-impot/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'RessourceIRDerniere2 RessourceIRDerniere RessourceIR',
      ...fields,
    }),
  })
  return await read(response)
}

/** Asks the tax office; a header that is undefined is left out. */
export async function askImpot(
  service: TestService,
  path: string,
  headers: Record<string, string | undefined>,
): Promise<StateAnswer> {
  const sent = Object.entries(headers).filter(([, value]) => value !== undefined)
  const url = `${service.simulator.url}/api-impot/impotparticulier/1.0${path}`
  return await read(await fetch(url, { headers: sent as [string, string][] }))
}

async function read(response: Response): Promise<StateAnswer> {
  return { status: response.status, headers: response.headers, body: await response.json() }
}
