import type { RequestHandler } from 'express'

/**
 * Lets requests through that come from the simulator's own pages or from no page at all (curl, tests): a site that
 * a developer visits meanwhile must not steer the simulator.
 */
export const refuseOtherOrigins: RequestHandler = (req, res, next) => {
  const { origin, host, 'sec-fetch-site': site = 'none' } = req.headers
  const ours = origin === undefined || origin === `http://${host}`
  if (ours && (site === 'none' || site === 'same-origin')) return next()
  if (req.method === 'GET') return next()
  res.status(403).json({
    error: 'other_origin',
    error_description: 'the simulator is steered from its own pages only',
  })
}
