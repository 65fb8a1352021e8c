import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { type AskSourceDependencies, createAskSource } from '../../src/sources/ask-source.ts'
import type { StateNote } from '../../src/sources/state-note.ts'

/** The state sources with a clock, a sleep and a chance that a test holds in its hand, and all they noted. */
export function stateStage(more: Partial<AskSourceDependencies> = {}) {
  const notes: StateNote[] = []
  const slept: number[] = []
  const clock = { now: new Date('2026-11-23T10:00:00Z') }
  let calls = 0
  const sources = createAskSource({
    now: () => clock.now,
    sleep: async (milliseconds) => {
      slept.push(milliseconds)
      clock.now = new Date(clock.now.getTime() + milliseconds)
    },
    random: () => 0.5,
    uuid: () => `00000000-0000-4000-8000-${String(++calls).padStart(12, '0')}`,
    agents: { httpAgent: new HttpAgent(), httpsAgent: new HttpsAgent() },
    note: (note) => {
      notes.push(note)
    },
    breaker: { failuresToOpen: 100, openMilliseconds: 30_000 },
    ...more,
  })
  return { ...sources, notes, slept, clock }
}
