import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Citizen, loadCitizens } from '../../src/simulator/citizens.ts'
import { SimulatorClient } from '../../src/simulator/simulator-client.ts'
import { type RunningSimulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { type ObservedGroup, simulatorAnswer } from './observed-case.ts'
import { observedCitizens } from './observed-citizens.ts'
import { observedClients } from './observed-clients.ts'
import type { ObservedWorld } from './observed-steps.ts'
import { createTestClock } from './simulator-relying-party.ts'

/**
 * One test per case of the group, against a simulator of its own: where it agrees with FranceConnect's core, its
 * answer is the observed one to the letter; where it differs, the one that the table says, and not the observed one.
 */
export function compareObserved({ cases }: ObservedGroup): void {
  const clock = createTestClock()
  let simulator: RunningSimulator

  beforeAll(async () => {
    simulator = await startSimulator({
      port: 0,
      clients: observedClients,
      citizens: [...loadCitizens(), ...observedCitizens],
      now: clock.now,
    })
  })
  afterAll(() => simulator.close())

  test.each(cases.map((one) => [one.id, one] as const))(
    'when FranceConnect’s core was asked %s, then the simulator’s answer is as the table says',
    async (_id, one) => {
      const { issuer, url } = simulator
      expect(await one.provoke({ issuer, url, advance: clock.advance, register, enrol })).toBe(
        simulatorAnswer(one),
      )
      if ('differs' in one) expect(one.simulator).not.toBe(one.observed)
    },
  )
}

const register: ObservedWorld['register'] = (client) => verdictOf(SimulatorClient, client)
const enrol: ObservedWorld['enrol'] = (changes) =>
  verdictOf(Citizen, { login: 'new', note: 'new', birthdate: '1990-01-01', ...changes })

interface Schema {
  safeParse(value: unknown): { error?: { issues: { path: PropertyKey[] }[] } }
}

function verdictOf(schema: Schema, value: unknown): string {
  const { error } = schema.safeParse(value)
  if (error === undefined) return 'taken'
  return `refused: ${error.issues.map(({ path }) => path.join('.')).join(', ')}`
}
