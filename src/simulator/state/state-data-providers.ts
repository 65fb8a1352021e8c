import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { DataProvider } from '../data-provider.ts'
import { dataProviderScopes } from '../data-provider-scopes.ts'
import type { DataProviderCredentials } from './check-token.ts'

/** The simulated state APIs as data providers, known to FranceConnect from the start. */
export interface StateDataProviders {
  readonly registered: readonly DataProvider[]
  readonly apiParticulier: DataProviderCredentials
  readonly apiImpot: DataProviderCredentials
}

const isTax = (scope: string) => scope.startsWith('dgfip_')

/** Makes them, each with new secrets. */
export function createStateDataProviders(): StateDataProviders {
  const particulier = enrol(
    'api-particulier',
    dataProviderScopes.filter((scope) => !isTax(scope)),
  )
  const impot = enrol('api-impot-particulier', dataProviderScopes.filter(isTax))
  return {
    registered: [particulier.registered, impot.registered],
    apiParticulier: particulier.credentials,
    apiImpot: impot.credentials,
  }
}

function enrol(client_id: string, scopes: readonly string[]) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const client_secret = randomBytes(32).toString('hex')
  const key = { ...publicKey.export({ format: 'jwk' }), alg: 'ECDH-ES', use: 'enc' }
  const registered = DataProvider.parse({ client_id, client_secret, jwks: { keys: [key] }, scopes })
  return { registered, credentials: { client_id, client_secret, privateKey } }
}
