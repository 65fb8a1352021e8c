import type { FranceConnectEnvironment } from './franceconnect-client-file.ts'
import type { Environment } from './prefill-claims.ts'

/** The issuers of FranceConnect's own environments; the simulator's follows its port. */
const issuers: Readonly<Record<Exclude<FranceConnectEnvironment, 'simulator'>, string>> = {
  production: 'https://oidc.franceconnect.gouv.fr/api/v2',
  sandbox: 'https://fcp-low.sbx.dev-franceconnect.fr/api/v2',
}

/** The issuer behind an environment's name. */
export function issuerOf(environment: FranceConnectEnvironment, simulatorPort: number): string {
  return environment === 'simulator'
    ? `http://localhost:${simulatorPort}/api/v2`
    : issuers[environment]
}

/** Who logs in there: real people in production, and behind a bare issuer only where it says so. */
export function peopleOf(issuer: string, real: boolean | undefined): Environment {
  return issuer === issuers.production || real === true ? 'real' : 'test'
}

/** Where the state APIs answer beside each FranceConnect; the tax office tells its address to the authorised only. */
export interface StateApiAddresses {
  readonly api_particulier?: string
  readonly impot_particulier?: string
}

/** The state APIs that take the tokens of an environment; those behind a bare issuer are nobody's guess. */
export function stateApisOf(
  environment: FranceConnectEnvironment | undefined,
  simulatorPort: number,
): StateApiAddresses {
  const simulator = `http://localhost:${simulatorPort}`
  if (environment === 'production') return { api_particulier: 'https://particulier.api.gouv.fr' }
  if (environment === 'sandbox')
    return { api_particulier: 'https://staging.particulier.api.gouv.fr' }
  return environment === undefined
    ? {}
    : {
        api_particulier: `${simulator}/api-particulier`,
        impot_particulier: `${simulator}/api-impot`,
      }
}
