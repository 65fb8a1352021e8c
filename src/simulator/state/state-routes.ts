import { Router } from 'express'
import type { SimulatorContext } from '../simulator-context.ts'
import { apiParticulierRoutes } from './api-particulier-routes.ts'
import { createTokenCheck } from './check-token.ts'
import { impotRoutes } from './impot-routes.ts'
import type { StateClient } from './state-client.ts'
import type { StateDataProviders } from './state-data-providers.ts'
import type { StateFile } from './state-file.ts'
import { createStateRegister } from './state-register.ts'

export interface StateOptions {
  readonly providers: StateDataProviders
  readonly file: StateFile
  readonly clients: readonly StateClient[]
}

/** The state APIs, which ask FranceConnect about every token that they are given. */
export function stateRoutes(
  context: SimulatorContext,
  { providers, file, clients }: StateOptions,
): Router {
  const { issuer, citizens, clock } = context
  const register = createStateRegister(citizens, file, clock.now)
  const router = Router()
  router.use(
    '/api-particulier',
    apiParticulierRoutes(context, {
      register,
      checkToken: createTokenCheck(issuer, providers.apiParticulier),
    }),
  )
  router.use(
    '/api-impot',
    impotRoutes(context, {
      register,
      checkToken: createTokenCheck(issuer, providers.apiImpot),
      clients: new Map(clients.map((client) => [client.client_id, client])),
    }),
  )
  return router
}
