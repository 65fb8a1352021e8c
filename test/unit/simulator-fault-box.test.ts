import { expect, test } from '@jest/globals'
import { createFaultBox } from '../../src/simulator/fault-box.ts'
import type { FaultSettingInput } from '../../src/simulator/fault-setting.ts'
import { faultNames, faults } from '../../src/simulator/faults.ts'

const names = (settings: readonly { fault: string }[]) => settings.map(({ fault }) => fault)

test('when faults are set, then they take the place of those that were on', () => {
  const box = createFaultBox([{ fault: 'expired' }])
  box.set([{ fault: 'latency', at: 'token', milliseconds: 5 }, { fault: 'wrong_sub' }])
  expect(box.list()).toEqual([
    { fault: 'latency', at: 'token', milliseconds: 5 },
    { fault: 'wrong_sub', at: 'any' },
  ])
  box.clear()
  expect(box.list()).toEqual([])
})

test('when a place is asked, then only what can bite there comes, in the list’s order', () => {
  const box = createFaultBox([
    { fault: 'dropped_connection', at: 'userinfo' },
    { fault: 'status_500' },
    { fault: 'wrong_nonce' },
    { fault: 'wrong_aud', at: 'userinfo' },
  ])
  expect(names(box.at('userinfo'))).toEqual(['wrong_aud', 'status_500', 'dropped_connection'])
  expect(names(box.at('token'))).toEqual(['wrong_nonce', 'status_500'])
  expect(names(box.at('jwks'))).toEqual(['status_500'])
})

test('when a fault is on for API Particulier, then it bites at all of its endpoints and nowhere else', () => {
  const box = createFaultBox([
    { fault: 'status_502', at: 'api_particulier' },
    { fault: 'not_identified' },
    { fault: 'wrong_types', at: 'quotient_familial' },
  ])
  expect(names(box.at('quotient_familial'))).toEqual([
    'wrong_types',
    'not_identified',
    'status_502',
  ])
  expect(names(box.at('service_civique'))).toEqual(['status_502'])
  expect(names(box.at('impot_particulier'))).toEqual([])
  expect(names(box.at('token'))).toEqual([])
})

test('when a fault has bitten as often as it may, then it is gone', () => {
  const box = createFaultBox([{ fault: 'status_503', times: 2 }])
  const [setting] = box.at('jwks')
  if (setting === undefined) throw new Error('the fault is not on')
  expect(box.spend(setting)).toBe(true)
  expect(box.list()).toEqual([{ fault: 'status_503', at: 'any', times: 1 }])
  expect([box.spend(setting), box.spend(setting)]).toEqual([true, false])
  expect(box.list()).toEqual([])
})

test('when a fault has no number of times, then it bites for ever, until it is switched off', () => {
  const box = createFaultBox([{ fault: 'latency' }])
  const [setting] = box.at('jwks')
  if (setting === undefined) throw new Error('the fault is not on')
  expect([box.spend(setting), box.spend(setting)]).toEqual([true, true])
  box.clear()
  expect(box.spend(setting)).toBe(false)
})

test.each<[string, unknown, RegExp]>([
  ['has no such name', { fault: 'wrong_issuer' }, /known faults: wrong_iss, wrong_aud/],
  ['has no such place', { fault: 'latency', at: 'revocation' }, /known places: authorize/],
  [
    'cannot bite there',
    { fault: 'wrong_sub', at: 'token' },
    /wrong_sub bites at userinfo, not at token/,
  ],
  [
    'takes no such quantity',
    { fault: 'status_500', milliseconds: 5 },
    /status_500 takes no milliseconds/,
  ],
  ['takes the other quantity', { fault: 'latency', seconds: 5 }, /latency takes no seconds/],
  [
    'is for a citizen where none asks',
    { fault: 'latency', at: 'jwks', login: 'test' },
    /jwks is asked by no citizen/,
  ],
  [
    'cannot bite at FranceConnect',
    { fault: 'conflict', at: 'token' },
    /conflict bites at api_particulier, not at token/,
  ],
  [
    'cannot bite at API Particulier',
    { fault: 'wrong_nonce', at: 'api_particulier' },
    /wrong_nonce bites at token, not at api_particulier/,
  ],
  [
    'is for a citizen where a client asks',
    { fault: 'latency', at: 'impot_token', login: 'test' },
    /impot_token is asked by no citizen/,
  ],
  ['never bites', { fault: 'latency', times: 0 }, /times/],
  ['has a member of its own', { fault: 'latency', everywhere: true }, /everywhere/],
])('when a fault %s, then it is refused and nothing changes', (_situation, setting, message) => {
  const box = createFaultBox([{ fault: 'expired' }])
  expect(() => box.set([{ fault: 'latency' }, setting as FaultSettingInput])).toThrow(message)
  expect(names(box.list())).toEqual(['expired'])
})

test('when the faults are listed, then each bites somewhere and says what it does', () => {
  for (const name of faultNames) {
    expect(faults[name].places.length).toBeGreaterThan(0)
    expect(faults[name].summary).toMatch(/^\S.*\.$/)
  }
  expect(faultNames).toHaveLength(39)
})
