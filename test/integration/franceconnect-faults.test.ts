import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { FaultSettingInput } from '../../src/simulator/fault-setting.ts'
import { goToFranceConnectAndBack, redeem, tripOf } from '../support/form-page.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterEach(() => system.faults.clear())
afterAll(() => system.close())

async function logInWith(...faults: FaultSettingInput[]) {
  system.faults.set(faults)
  const trip = tripOf(system)
  const back = await goToFranceConnectAndBack(system, trip, 'test')
  expect(`${back.origin}${back.pathname}`).toBe(`${formOrigin}/cantine`)
  expect(back.searchParams.get('state')).toBe(trip.state)
  return { trip, error: back.searchParams.get('error'), code: back.searchParams.get('code') }
}

const untrusted = 'server_error'
const unavailable = 'temporarily_unavailable'

describe('a FranceConnect that lies or breaks: the citizen has the form back, and the next login succeeds', () => {
  test.each<[FaultSettingInput, string]>([
    [{ fault: 'wrong_iss', at: 'token' }, untrusted],
    [{ fault: 'wrong_iss', at: 'authorize' }, untrusted],
    [{ fault: 'wrong_aud', at: 'token' }, untrusted],
    [{ fault: 'wrong_aud', at: 'userinfo' }, untrusted],
    [{ fault: 'wrong_nonce' }, untrusted],
    [{ fault: 'wrong_sub' }, untrusted],
    [{ fault: 'wrong_alg', at: 'token' }, untrusted],
    [{ fault: 'wrong_alg', at: 'userinfo' }, untrusted],
    [{ fault: 'unknown_kid', at: 'token' }, untrusted],
    [{ fault: 'unknown_kid', at: 'userinfo' }, untrusted],
    [{ fault: 'bad_signature', at: 'token' }, untrusted],
    [{ fault: 'bad_signature', at: 'userinfo' }, untrusted],
    [{ fault: 'expired', at: 'token' }, untrusted],
    [{ fault: 'expired', at: 'userinfo' }, untrusted],
    [{ fault: 'issued_in_future', at: 'token' }, untrusted],
    [{ fault: 'lower_acr' }, untrusted],
    [{ fault: 'unsigned_userinfo' }, untrusted],
    [{ fault: 'duplicated_parameters' }, untrusted],
    [{ fault: 'garbage_body', at: 'userinfo' }, untrusted],
    [{ fault: 'status_500', at: 'token' }, unavailable],
    [{ fault: 'status_503', at: 'userinfo' }, unavailable],
    [{ fault: 'huge_body', at: 'userinfo' }, unavailable],
    [{ fault: 'dropped_connection', at: 'token' }, unavailable],
  ])('when it is %j, then the form is told %s', async (fault, error) => {
    expect((await logInWith(fault)).error).toBe(error)
    system.faults.clear()
    const { trip, code } = await logInWith()
    expect((await redeem(system, trip, code)).status).toBe(200)
  })

  test('when its clock is a few seconds off, then the login succeeds', async () => {
    expect((await logInWith({ fault: 'clock_offset', seconds: 5 })).error).toBeNull()
    expect((await logInWith({ fault: 'clock_offset', seconds: -5 })).error).toBeNull()
  })

  test('when it is slow, then the login succeeds all the same', async () => {
    const slow = { fault: 'latency', at: 'token', milliseconds: 300 } as const
    expect((await logInWith(slow)).error).toBeNull()
  })
})
