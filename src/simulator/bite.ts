import type { Request, RequestHandler } from 'express'
import { breakDown } from './breakdowns.ts'
import { amountOf, type FaultSetting } from './fault-setting.ts'
import { type FranceConnectPlace, isBreakdown, isLie } from './faults.ts'
import { type HeldAnswer, holdAnswer, sendHeld } from './held-answer.ts'
import type { ToldLie } from './lies.ts'
import { pairwiseSub } from './pairwise-sub.ts'
import { releaseIdentity } from './released-identity.ts'
import { entityOf } from './simulator-client.ts'
import type { SimulatorContext } from './simulator-context.ts'
import { type Statement, statementOf } from './statements.ts'

/**
 * Lets the faults that are on bite at one place. FranceConnect does its work as ever (a code is used up, a session
 * is made); only its answer is held back, changed, and sent or not.
 */
export function bite(context: SimulatorContext, place: FranceConnectPlace): RequestHandler {
  return (req, res, next) => {
    const settings = context.faults.at(place)
    if (settings.length > 0) {
      holdAnswer(res, (answer) => {
        spoil(context, place, req, answer, settings).catch(next)
      })
    }
    next()
  }
}

async function spoil(
  context: SimulatorContext,
  place: FranceConnectPlace,
  req: Request,
  answer: HeldAnswer,
  settings: readonly FaultSetting[],
): Promise<void> {
  const statement = statementOf(place, answer)
  const hits = settings.filter(({ login }) => isHit(context, req, statement, login))
  await lie(context, statement, hits)
  for (const setting of hits) {
    if (!isBreakdown(setting.fault) || !context.faults.spend(setting)) continue
    await breakDown(setting.fault, answer, amountOf(setting))
    if (answer.res.destroyed) return
  }
  sendHeld(answer)
}

/** Whether a fault that is meant for one citizen meets that one. */
function isHit(
  { citizens, clients, sessions }: SimulatorContext,
  req: Request,
  statement: Statement | undefined,
  login: string | undefined,
): boolean {
  if (login === undefined) return true
  if (statement?.about === undefined) return sessions.find(req)?.citizen?.login === login
  const { sub, clientId } = statement.about
  const citizen = citizens.get(login)
  const client = clients.get(clientId)
  if (citizen === undefined || client === undefined) return false
  return pairwiseSub(releaseIdentity(citizen), entityOf(client)) === sub
}

async function lie(
  { faults, signing }: SimulatorContext,
  statement: Statement | undefined,
  hits: readonly FaultSetting[],
): Promise<void> {
  if (statement === undefined) return
  const told = hits.flatMap((setting): ToldLie[] => {
    const { fault } = setting
    if (!isLie(fault) || !statement.canTell(fault) || !faults.spend(setting)) return []
    return [{ name: fault, seconds: amountOf(setting) }]
  })
  if (told.length > 0) await statement.tell(told, signing.keys)
}
