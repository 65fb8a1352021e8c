import type { Citizen } from '../../src/simulator/citizens.ts'
import type { FaultSettingInput } from '../../src/simulator/fault-setting.ts'
import { type FaultName, type FaultPlace, faults } from '../../src/simulator/faults.ts'
import { http, tripOf } from './form-page.ts'
import type { LeakStage } from './leak-stage.ts'
import { formOrigin } from './start-system.ts'

const navigation = 'text/html,application/xhtml+xml,*/*;q=0.8'

/** What of a citizen is put into everything that can be received. */
function textsOf({ family_name, email, birthdate }: Citizen): string {
  return [family_name, email, birthdate].filter((text) => text !== undefined).join(' ')
}

/** Headers as a browser has them, with a citizen's values in whatever a careless log would repeat. */
function headersOf(citizen: Citizen, more: Readonly<Record<string, string>> = {}) {
  const text = encodeURIComponent(textsOf(citizen))
  const accept = navigation
  const own = {
    'user-agent': text,
    referer: `https://mairie.fr/?nom=${text}`,
    'x-request-id': text,
  }
  return { accept, ...own, ...more }
}

/** A login attempt as far as FranceConnect, without a browser. */
async function begun(stage: LeakStage, citizen: Citizen) {
  const trip = tripOf(stage, {
    client_id: 'demo-bibliotheque',
    redirect_uri: `${formOrigin}/bibliotheque`,
  })
  const { headers } = await http.get(trip.url.href, { headers: headersOf(citizen) })
  const cookie = (headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ')
  return { cookie, state: new URL(headers.location).searchParams.get('state') ?? '' }
}

function requestsOf({ serviceOrigin }: LeakStage, citizen: Citizen) {
  const get = (path: string, parameters: Record<string, string> = {}, cookie = '') =>
    http.get(`${serviceOrigin}${path}?${new URLSearchParams(parameters)}`, {
      headers: headersOf(citizen, { cookie }),
    })
  const post = (path: string, body: unknown, type: string) =>
    http.post(`${serviceOrigin}${path}`, body, {
      headers: headersOf(citizen, { 'content-type': type }),
    })
  return { get, post }
}

/** Every error that needs no broken outside: cancelled, refused, forged, lost, malformed, nowhere. */
export async function everyError(stage: LeakStage, citizen: Citizen): Promise<void> {
  const { issuer } = stage
  const text = textsOf(citizen)
  const { get } = requestsOf(stage, citizen)
  const returns: Record<string, string>[] = [
    ...['access_denied', 'server_error', 'invalid_scope', text].map((error) => ({
      error,
      error_description: text,
    })),
    { code: `made-up-${text}` },
    { code: 'x', iss: `https://${citizen.login}.exemple` },
  ]
  for (const parameters of returns) {
    const { cookie, state } = await begun(stage, citizen)
    const query = { state, iss: issuer, ...parameters }
    await get('/callback', query)
    await get('/callback', query, cookie)
    await get('/callback', query, cookie)
  }
  await everyRefusal(stage, citizen)
}

/** Every request that is refused by itself, with a citizen's values wherever something can be sent. */
export async function everyRefusal(stage: LeakStage, citizen: Citizen): Promise<void> {
  const { serviceOrigin } = stage
  const text = textsOf(citizen)
  const { get, post } = requestsOf(stage, citizen)
  const { state } = await begun(stage, citizen)
  const forged = { state: `${state.slice(0, -1)}x`, code: text }
  const good = Object.fromEntries(
    tripOf(stage, { client_id: 'demo-bibliotheque' }).url.searchParams,
  )
  const form = 'application/x-www-form-urlencoded'
  const typed = new URLSearchParams({ client_id: text, code: text, grant_type: text }).toString()
  await Promise.all([
    get('/callback', forged),
    get('/callback', { state: text, code: text }),
    get('/authorize', { client_id: text }),
    get('/authorize', { ...good, redirect_uri: text }),
    get('/authorize', { ...good, redirect_uri: `${formOrigin}/bibliotheque`, prompt: 'none' }),
    get('/authorize', { ...good, redirect_uri: `${formOrigin}/bibliotheque`, scope: text }),
    get('/logout', { client_id: 'demo-cantine', state: text, post_logout_redirect_uri: text }),
    get('/logout/done', { state: text }),
    get(`/${encodeURIComponent(text)}`),
    get(`/ask/${encodeURIComponent(text)}`),
    get(`/review/${'0'.repeat(32)}`),
    get(`/forms/${encodeURIComponent(text)}`),
    post('/token', typed, form),
    post('/token', typed.repeat(400), form),
    post('/token', `${typed}&client_id=x`, 'text/plain'),
    post('/verify', `{"client_id": "${text}`, 'application/json'),
    post('/verify', { client_id: text, submitted: {} }, 'application/json'),
    post('/verify', { client_id: 'demo-cantine', submitted: text }, 'application/json'),
    post('/userinfo', new URLSearchParams({ access_token: text }).toString(), form),
    http.get(`${serviceOrigin}/userinfo`, {
      headers: headersOf(citizen, { authorization: `Bearer ${encodeURIComponent(text)}` }),
    }),
    post(`/ask/${'0'.repeat(32)}`, typed, form),
    http.request({ method: 'DELETE', url: `${serviceOrigin}/token`, headers: headersOf(citizen) }),
  ])
}

/** One address that asks without end, until it is told to wait. */
export async function askTooOften(stage: LeakStage, citizen: Citizen): Promise<number> {
  const headers = headersOf(citizen, { 'x-same-address': 'yes' })
  const address = `${stage.serviceOrigin}/authorize?client_id=${encodeURIComponent(textsOf(citizen))}`
  for (let count = 0; count < 40; count += 1) {
    const twenty = Array.from({ length: 20 }, () => http.get(address, { headers }))
    const [answer] = await Promise.all(twenty)
    if (answer?.status === 429) return 429
  }
  return 200
}

const franceConnect: readonly FaultPlace[] = ['authorize', 'token', 'userinfo', 'jwks', 'discovery']

function setting(fault: FaultName, at: FaultPlace): FaultSettingInput {
  const amount = fault === 'latency' ? { milliseconds: 50 } : {}
  return { fault, at, ...amount } as FaultSettingInput
}

/** Every fault that the simulator has, at each of these places where it can bite. */
export function everyFault(...places: FaultPlace[]): FaultSettingInput[] {
  const wanted = places.length === 0 ? franceConnect : places
  return (Object.keys(faults) as FaultName[]).flatMap((fault) =>
    wanted.filter((place) => faults[fault].places.includes(place)).map((at) => setting(fault, at)),
  )
}
