import type { RequestHandler, Response } from 'express'
import { breakDown } from '../breakdowns.ts'
import { amountOf, type FaultSetting } from '../fault-setting.ts'
import { isBreakdown } from '../faults.ts'
import { type HeldAnswer, holdAnswer, sendHeld } from '../held-answer.ts'
import type { SimulatorContext } from '../simulator-context.ts'
import { refusalAt } from './refuse.ts'
import { isJsonObject, type JsonObject } from './released-members.ts'
import { spoilData } from './spoil-data.ts'
import { isDataFault, isRefusalFault } from './state-faults.ts'
import type { StatePlace } from './state-places.ts'
import { setReply } from './state-reply.ts'

/** Tells the faults whose data an answer holds, for those that are meant for one citizen. */
export function tellCitizen(res: Response, login: string): void {
  res.locals.login = login
}

/** Lets the faults that are on bite at one state API: on the finished answer, as everywhere in the simulator. */
export function biteState({ faults }: SimulatorContext, place: StatePlace): RequestHandler {
  return (_req, res, next) => {
    const settings = faults.at(place)
    if (settings.length > 0) {
      holdAnswer(res, (answer) => {
        const hits = settings.filter(
          ({ login }) => login === undefined || login === res.locals.login,
        )
        spoil(place, answer, hits, faults.spend).catch(next)
      })
    }
    next()
  }
}

async function spoil(
  place: StatePlace,
  answer: HeldAnswer,
  hits: readonly FaultSetting[],
  spend: (setting: FaultSetting) => boolean,
): Promise<void> {
  for (const setting of hits) {
    const { fault } = setting
    if (isDataFault(fault)) {
      // What has no data to bite on waits, as a lie does at FranceConnect.
      const found = dataOf(answer)
      if (found !== undefined && spend(setting)) found.replace(spoilData(found.data, fault))
    } else if (spend(setting)) await apply(place, answer, setting)
    if (answer.res.destroyed) return
  }
  sendHeld(answer)
}

async function apply(place: StatePlace, answer: HeldAnswer, setting: FaultSetting): Promise<void> {
  const { fault } = setting
  const amount = amountOf(setting)
  if (isRefusalFault(fault)) answer.body = setReply(answer.res, refusalAt(place, fault, amount))
  else if (isBreakdown(fault)) await breakDown(fault, answer, amount)
}

/** The data in an answer: API Particulier wraps them, the tax office does not. */
function dataOf(answer: HeldAnswer) {
  if (answer.res.statusCode !== 200) return undefined
  const body = JSON.parse(answer.body.toString()) as JsonObject
  const wrapped = isJsonObject(body.data)
  return {
    data: wrapped ? (body.data as JsonObject) : body,
    replace: (data: JsonObject) => {
      answer.body = Buffer.from(JSON.stringify(wrapped ? { ...body, data } : data))
    },
  }
}
