import { afterAll, beforeAll, describe } from '@jest/globals'
import type { Citizen } from '../../src/simulator/citizens.ts'
import type { FaultSettingInput } from '../../src/simulator/fault-setting.ts'
import { askTooOften, everyError, everyFault } from '../support/leak-errors.ts'
import type { LeakStage } from '../support/leak-stage.ts'
import { describeLeaks } from '../support/leak-tests.ts'
import {
  inParallel,
  logInTo,
  type WalkedForm,
  walkedForms,
  wholeTrip,
} from '../support/leak-walks.ts'
import { personas } from '../support/personal-values.ts'
import { type LeakProcess, startLeakProcess } from '../support/start-leak-process.ts'
import { startLeakSystem } from '../support/start-leak-system.ts'

const [meals, library, , parking] = walkedForms as readonly [
  WalkedForm,
  WalkedForm,
  WalkedForm,
  WalkedForm,
]

const faulty: readonly (readonly [FaultSettingInput, WalkedForm])[] = [
  ...everyFault().map((fault) => [fault, library] as const),
  ...everyFault('quotient_familial').map((fault) => [fault, meals] as const),
  ...everyFault('extrait_immatriculation_vehicule').map((fault) => [fault, parking] as const),
]

async function withFault(stage: LeakStage, fault: FaultSettingInput, work: () => Promise<void>) {
  stage.faults.set([fault])
  await work()
  stage.faults.clear()
}

// Where FranceConnect's own page breaks, so does the walk.
const attempt = async (stage: LeakStage, form: WalkedForm, citizen: Citizen, turn: number) => {
  await logInTo(stage, form, citizen, turn).catch(() => undefined)
}

describe('in this process, every citizen with every fault', () => {
  let stage: Awaited<ReturnType<typeof startLeakSystem>>
  beforeAll(async () => {
    stage = await startLeakSystem({ pace: 0.05, capacity: 100_000 })
    await inParallel(4, personas, async (citizen, turn) => {
      await Promise.all(walkedForms.map((form) => wholeTrip(stage, form, citizen, turn)))
      await everyError(stage, citizen)
    })
    for (const [fault, form] of faulty)
      await withFault(stage, fault, () =>
        inParallel(8, personas, (citizen, turn) => attempt(stage, form, citizen, turn)),
      )
  }, 1_800_000)
  afterAll(() => stage?.close())
  describeLeaks(() => stage)
})

describe('in a process of its own, with Redis, every citizen on every form, and every fault', () => {
  let stage: LeakProcess
  beforeAll(async () => {
    stage = await startLeakProcess()
    await inParallel(3, personas, async (citizen, turn) => {
      for (const form of walkedForms) await wholeTrip(stage, form, citizen, turn)
      await everyError(stage, citizen)
      await stage.readStore()
    })
    // A good login after each bad one: else a circuit opens, and hides the next fault.
    await inTurn(stage)
    await askTooOften(stage, personas[0] as Citizen)
  }, 1_800_000)
  afterAll(() => stage?.close())
  describeLeaks(() => stage)
})

async function inTurn(stage: LeakProcess): Promise<void> {
  for (const [turn, [fault, form]] of faulty.entries()) {
    const citizen = personas[turn % personas.length] as Citizen
    await withFault(stage, fault, () => attempt(stage, form, citizen, turn))
    await attempt(stage, form, personas[0] as Citizen, turn)
    await stage.readStore()
  }
}
