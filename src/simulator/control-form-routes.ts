import { type Response, Router } from 'express'
import { z } from 'zod'
import { FaultSetting } from './fault-setting.ts'
import { faultNames, faults } from './faults.ts'
import { controlPage } from './pages/control-page.ts'
import type { SimulatorContext } from './simulator-context.ts'
import { strangerAmong } from './stranger-among.ts'

/** What a form may leave empty. */
const Blank = z.literal('').transform(() => undefined)
const FaultForm = z.object({
  fault: z.enum(faultNames),
  at: z.string(),
  amount: Blank.or(z.coerce.number()).optional(),
  login: Blank.or(z.string()).optional(),
  times: Blank.or(z.coerce.number()).optional(),
})
const ClockForm = z.object({ advance_seconds: z.coerce.number().int().min(1).max(86_400) })

/** The forms of the control page; each leads back to it. */
export function controlFormRoutes(context: SimulatorContext): Router {
  const router = Router()
  router.post('/faults', (req, res) => {
    const setting = readFaultForm(context, req.body)
    if (typeof setting === 'string') return refuse(context, res, setting)
    context.faults.set([...context.faults.list(), setting])
    back(res)
  })
  router.post('/faults/off', (req, res) => {
    const { fault, at, login } = req.body ?? {}
    const isMeant = (one: FaultSetting) =>
      one.fault === fault && one.at === at && (one.login ?? '') === login
    context.faults.set(context.faults.list().filter((one) => !isMeant(one)))
    back(res)
  })
  router.post('/faults/clear', (_req, res) => {
    context.faults.clear()
    back(res)
  })
  router.post('/keys', (req, res) => {
    context.signing.rotate({ forget: req.body?.former === 'forget' })
    back(res)
  })
  router.post('/clock', (req, res) => {
    const form = ClockForm.safeParse(req.body)
    if (!form.success) return refuse(context, res, z.prettifyError(form.error))
    context.clock.advance(form.data.advance_seconds)
    back(res)
  })
  return router
}

/** The fault that the form asks for, or what is wrong with it. */
function readFaultForm(context: SimulatorContext, body: unknown): FaultSetting | string {
  const form = FaultForm.safeParse(body)
  if (!form.success) return z.prettifyError(form.error)
  const setting = FaultSetting.safeParse(settingOf(form.data))
  if (!setting.success) return z.prettifyError(setting.error)
  return strangerAmong(context, [setting.data]) ?? setting.data
}

function settingOf({ amount, ...form }: z.infer<typeof FaultForm>): object {
  if (amount === undefined) return form
  // A quantity for a fault that takes none is for the setting's own check to refuse.
  return { ...form, [faults[form.fault].amount?.unit ?? 'seconds']: amount }
}

function refuse(context: SimulatorContext, res: Response, mistake: string): void {
  res.status(400).send(controlPage(context, mistake))
}

function back(res: Response): void {
  res.redirect(303, '/control')
}
