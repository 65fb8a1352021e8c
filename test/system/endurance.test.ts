import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { createBrowserSession, logIn } from '../support/browser-session.ts'
import { redeem, tripOf } from '../support/form-page.ts'
import { heapOf } from '../support/heap-of.ts'
import { startLoad } from '../support/login-load.ts'
import { createMalformedRequests, createSeededRandom } from '../support/malformed-requests.ts'
import { rightRequests } from '../support/right-requests.ts'
import { sendMalformed } from '../support/send-malformed.ts'
import { type EnduringService, startEnduringService } from '../support/start-enduring-service.ts'
import { formOrigin } from '../support/start-system.ts'

// How long the soak lasts, in minutes; SOAK_MINUTES shortens it.
const soakMinutes = Number(process.env.SOAK_MINUTES ?? 30)
const malformed = Number(process.env.MALFORMED_REQUESTS ?? 100_000)
jest.setTimeout((soakMinutes + 30) * 60_000)

const someone = { login: 'test', password: '123' }

let service: EnduringService
beforeAll(async () => {
  service = await startEnduringService()
})
afterAll(() => service.close())

const tell = (line: string) => process.stdout.write(`${line}\n`)

function citizen(stop: string) {
  const stopAt = ({ origin, pathname }: URL) => origin === formOrigin || pathname === stop
  return createBrowserSession({ stopAt })
}

/** What a browser knows that has logged in once, and stands before the callback a second time. */
async function knownToBrowser() {
  const { serviceOrigin, form } = service
  const { client_secret, ...client } = form
  const trip = tripOf({ serviceOrigin }, client)
  const back = await logIn(citizen(''), trip.url, someone)
  const code = back.searchParams.get('code')
  const { data } = await redeem({ serviceOrigin }, trip, code, { ...client, client_secret })
  const browser = citizen('/callback')
  const callback = await logIn(browser, tripOf({ serviceOrigin }, client).url, someone)
  return {
    state: callback.searchParams.get('state') ?? '',
    cookie: browser.cookies.header(callback) ?? '',
    prefillToken: String(data.prefill_token),
  }
}

test('when a great many malformed requests come, then none is answered with 5xx, and memory is as before', async () => {
  const { instance } = service
  const right = rightRequests(await knownToBrowser())
  const make = createMalformedRequests(createSeededRandom(Date.now()), right)
  // What is compiled and cached on first sight is there before the first look.
  await sendMalformed(instance.port, make, Math.min(10_000, malformed))
  const before = await heapOf(instance.child)
  const startedAt = performance.now()
  const { statuses, broken } = await sendMalformed(instance.port, make, malformed)
  const seconds = (performance.now() - startedAt) / 1000
  const counted = await heapOf(instance.child)
  // Each came from an address of its own: what was counted by address is forgotten two minutes later.
  await sleep(130_000)
  const after = await heapOf(instance.child)
  tell(`${malformed} malformed requests in ${seconds.toFixed(0)} s: ${JSON.stringify(statuses)}`)
  const heaps = [before, counted, after].map((heap) => heap.toFixed(1))
  tell(`heap in MB before, just after, two minutes after: ${heaps.join(', ')}`)
  expect(broken).toEqual([])
  expect(after - before).toBeLessThan(5)
})

test('when logins go on for half an hour, then none fails, and the heap stays flat', async () => {
  const { instance, serviceOrigin, form } = service
  // As many as one address may bring in a minute, and hardly more.
  const pace = { citizens: 4, restMilliseconds: 450 }
  const load = startLoad({ serviceOrigin, form, logins: ['test', 'karim'], ...pace })
  const samples: { minute: number; logins: number; heap: number }[] = []
  const warm = Math.min(3, soakMinutes / 4)
  const steps = 10
  await sleep(warm * 60_000)
  for (let step = 0; step <= steps; step += 1) {
    const heap = await heapOf(instance.child)
    const minute = load.milliseconds() / 60_000
    samples.push({ minute, logins: load.finished.length, heap })
    tell(`minute ${minute.toFixed(1)}: ${load.finished.length} logins, heap ${heap.toFixed(2)} MB`)
    if (step < steps) await sleep(((soakMinutes - warm) / steps) * 60_000)
  }
  await load.stop()
  expect(load.finished.length).toBeGreaterThan(soakMinutes * 30)
  expect(load.finished.filter(({ lost, setbacks }) => lost || setbacks.length > 0)).toEqual([])
  const heaps = samples.map(({ heap }) => heap)
  // As many logins again leave nothing behind: what is live at any moment is a minute's codes and outcomes.
  expect(Math.max(...heaps.slice(steps / 2)) - Math.max(...heaps.slice(0, steps / 2))).toBeLessThan(
    2,
  )
  expect(instance.output()).not.toContain('"internal"')
})
