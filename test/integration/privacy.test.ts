import { afterAll, beforeAll } from '@jest/globals'
import type { FaultSettingInput } from '../../src/simulator/fault-setting.ts'
import { everyError, everyFault, everyRefusal } from '../support/leak-errors.ts'
import { describeLeaks } from '../support/leak-tests.ts'
import {
  inParallel,
  logInTo,
  type WalkedForm,
  walkedForms,
  wholeTrip,
} from '../support/leak-walks.ts'
import { personas } from '../support/personal-values.ts'
import { startLeakSystem } from '../support/start-leak-system.ts'

let stage: Awaited<ReturnType<typeof startLeakSystem>>

const atOnce = 6

/** Each fault with another citizen, who alone meets it; the long test has every citizen meet every fault. */
async function everyFaultOnce(): Promise<void> {
  const [meals, library, , parking] = walkedForms as WalkedForm[]
  const faulty: { fault: FaultSettingInput; form: WalkedForm | undefined }[] = [
    ...everyFault('authorize', 'token', 'userinfo').map((one) => ({ fault: one, form: library })),
    ...everyFault('quotient_familial').map((one) => ({ fault: one, form: meals })),
    ...everyFault('extrait_immatriculation_vehicule').map((one) => ({ fault: one, form: parking })),
  ]
  const turns = faulty.map(({ fault, form }, turn) => {
    const citizen = personas[turn % personas.length]!
    return { fault: { ...fault, login: citizen.login }, form: form!, citizen, turn }
  })
  for (let first = 0; first < turns.length; first += atOnce) {
    const some = turns.slice(first, first + atOnce)
    stage.faults.set(some.map(({ fault }) => fault))
    // Where FranceConnect's own page breaks, so does the walk.
    const walks = some.map(({ form, citizen, turn }) => logInTo(stage, form, citizen, turn))
    await Promise.allSettled(walks)
  }
  stage.faults.clear()
}

/** What a store throws may quote what it was given, and so may all that hangs on the error. */
async function brokenStore(): Promise<void> {
  const text = JSON.stringify(personas)
  const breaks = () => {
    const cause = Object.assign(new TypeError(text), { input: personas })
    return Promise.reject(Object.assign(new Error(text, { cause }), { value: text, code: text }))
  }
  Object.assign(stage.system.store, { put: breaks, get: breaks, take: breaks, claim: breaks })
  await inParallel(atOnce, personas, async (citizen, turn) => {
    await logInTo(stage, walkedForms[1]!, citizen, turn)
    if (turn % 3 === 0) await everyRefusal(stage, citizen)
  })
}

beforeAll(async () => {
  stage = await startLeakSystem()
  await inParallel(3, personas, async (citizen, turn) => {
    await Promise.all(walkedForms.map((form) => wholeTrip(stage, form, citizen, turn)))
    await everyError(stage, citizen)
  })
  await everyFaultOnce()
  await brokenStore()
  // It is work, not waiting: half a minute on a quiet machine, more than three on a busy one.
}, 600_000)
afterAll(() => stage?.close())

describeLeaks(() => stage)
