import type { FranceConnectClient } from '../domain/form.ts'
import type { FranceConnectClientFile } from '../domain/franceconnect-client-file.ts'
import {
  issuerOf,
  peopleOf,
  type StateApiAddresses,
  stateApisOf,
} from '../domain/franceconnect-environments.ts'
import type { Mode } from './environment.ts'
import type { MemberFault } from './resolved.ts'
import { resolveSecret, type SecretSurroundings } from './secret-reference.ts'
import type { SharedParts } from './shared-parts.ts'

/** What a file cannot know by itself. */
export interface ConfigurationContext extends SecretSurroundings {
  /** CONFIG_DIR. */
  readonly root: string
  readonly mode: Mode
  readonly simulatorPort: number
  readonly shared: SharedParts
}

/** A FranceConnect client with the ceiling of its habilitation. */
export interface ResolvedClient {
  readonly client: FranceConnectClient
  readonly ceiling: readonly string[] | undefined
  /** Where the state APIs that take its tokens answer, as far as its environment says so. */
  readonly stateApis: StateApiAddresses
}

function issuerFault(file: FranceConnectClientFile, { mode }: ConfigurationContext): MemberFault[] {
  const faults: MemberFault[] = []
  if (
    file.issuer !== undefined &&
    new URL(file.issuer).protocol === 'http:' &&
    mode === 'production'
  )
    faults.push({ member: 'issuer', message: 'expected https in production' })
  if (file.environment === 'simulator' && mode === 'production')
    faults.push({
      member: 'environment',
      message: 'the simulator is plain http on loopback: use it with NODE_ENV=development',
    })
  return faults
}

/** Resolves one FranceConnect client: its issuer, whom it serves, its secret. */
export function resolveFranceConnectClient(
  key: string,
  file: FranceConnectClientFile,
  context: ConfigurationContext,
): { readonly resolved?: ResolvedClient; readonly faults: readonly MemberFault[] } {
  const found = resolveSecret(file.client_secret, file.client_secret_file, context)
  const faults = issuerFault(file, context)
  if ('fault' in found) faults.push({ member: 'client_secret', message: found.fault })
  if ('fault' in found || faults.length > 0) return { faults }
  const issuer =
    file.environment === undefined
      ? (file.issuer ?? '')
      : issuerOf(file.environment, context.simulatorPort)
  const client: FranceConnectClient = {
    key,
    issuer,
    environment: peopleOf(issuer, file.real),
    client_id: file.client_id,
    client_secret: found.secret,
    signing_alg: file.signing_alg,
    ...(file.amr && { amr: true }),
  }
  const stateApis = stateApisOf(file.environment, context.simulatorPort)
  return { resolved: { client, ceiling: file.habilitation?.scopes, stateApis }, faults: [] }
}
