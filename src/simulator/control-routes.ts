import { type ErrorRequestHandler, json, type RequestHandler, Router, urlencoded } from 'express'
import { z } from 'zod'
import { controlFormRoutes } from './control-form-routes.ts'
import { FaultSetting, placeNames } from './fault-setting.ts'
import { faultNames, faults } from './faults.ts'
import { controlPage } from './pages/control-page.ts'
import { refuseOtherOrigins } from './same-origin.ts'
import type { SimulatorContext } from './simulator-context.ts'
import { strangerAmong } from './stranger-among.ts'

const FaultsBody = z.strictObject({ faults: z.array(FaultSetting) })
/** Forward only, and a day at most: nothing of FranceConnect's lives longer. */
const ClockBody = z.strictObject({ advance_seconds: z.int().min(1).max(86_400) })

/** What steers the simulator while it runs: a page for people, and the same as JSON for programs. */
export function controlRoutes(context: SimulatorContext): Router {
  const router = Router()
  router.use(refuseOtherOrigins)
  // Without a referrer, browsers would hide the origin of the page's own forms too.
  router.use((_req, res, next) => {
    res.set('referrer-policy', 'same-origin')
    next()
  })
  router.get('/', (_req, res) => {
    res.send(controlPage(context))
  })
  router.use('/page', urlencoded({ extended: false }), controlFormRoutes(context))
  router.use(json({ type: () => true }), refuseUnreadable)
  router.get('/faults', showFaults(context))
  router.put('/faults', putFaults(context))
  router.delete('/faults', (_req, res) => {
    context.faults.clear()
    res.status(204).end()
  })
  router.post('/clock', advanceClock(context))
  router.post('/keys/rotate', rotateKeys(context))
  return router
}

const refuseUnreadable: ErrorRequestHandler = (_error, _req, res, _next) => {
  res.status(400).json({ error: 'invalid_json', error_description: 'the body is not JSON' })
}

function showFaults({ faults: box }: SimulatorContext): RequestHandler {
  const known = faultNames.map((fault) => {
    const { places, amount, summary } = faults[fault]
    return { fault, places, ...(amount ? { [amount.unit]: amount.usual } : {}), summary }
  })
  return (_req, res) => {
    res.json({ faults: box.list(), known, places: placeNames })
  }
}

function putFaults(context: SimulatorContext): RequestHandler {
  return (req, res) => {
    const body = FaultsBody.safeParse(req.body)
    const mistake = body.success
      ? strangerAmong(context, body.data.faults)
      : z.prettifyError(body.error)
    if (!body.success || mistake !== undefined) {
      res
        .status(400)
        .json({ error: 'invalid_faults', error_description: mistake, known: faultNames })
      return
    }
    context.faults.set(body.data.faults)
    res.json({ faults: context.faults.list() })
  }
}

function advanceClock({ clock }: SimulatorContext): RequestHandler {
  return (req, res) => {
    const body = ClockBody.safeParse(req.body)
    if (!body.success) {
      const error_description = z.prettifyError(body.error)
      res.status(400).json({ error: 'invalid_clock', error_description })
      return
    }
    clock.advance(body.data.advance_seconds)
    res.json({ ahead_seconds: clock.aheadSeconds, now: clock.now().toISOString() })
  }
}

function rotateKeys({ signing }: SimulatorContext): RequestHandler {
  return (req, res) => {
    const { ES256, RS256 } = signing.rotate({ forget: req.query.forget === 'true' })
    res.json({ signing_with: { ES256: ES256.kid, RS256: RS256.kid } })
  }
}
