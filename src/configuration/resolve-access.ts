import { createHash } from 'node:crypto'
import { stateSourceOf } from '../domain/catalogue.ts'
import type { CollectiviteFile } from '../domain/collectivite.ts'
import type { FormSource } from '../domain/form.ts'
import type { StateApiAddresses } from '../domain/franceconnect-environments.ts'
import { isSiret } from '../domain/siret.ts'
import type { StateAccess } from '../domain/state-access.ts'
import type { StateApi } from '../domain/state-source.ts'
import type { ConfigurationContext } from './resolve-client.ts'
import type { MemberFault } from './resolved.ts'
import { resolveSecret } from './secret-reference.ts'

/** What a collectivite's file says of the state APIs, its secret resolved. */
export interface AccessSettings {
  readonly siret: string
  readonly apiParticulier?: string
  readonly impotParticulier?: Omit<NonNullable<StateAccess['impot_particulier']>, 'baseUrl'> & {
    readonly baseUrl?: string
  }
}

type Members = Pick<CollectiviteFile, 'siret' | 'api_particulier' | 'impot_particulier'>

const insecure = (member: string, address: string | undefined, { mode }: ConfigurationContext) =>
  mode === 'production' && address !== undefined && new URL(address).protocol !== 'https:'
    ? [{ member, message: 'expected https in production' }]
    : []

const withoutSlash = (address: string) => address.replace(/\/$/, '')

// Of the client and not of its place in the files: tokens are kept under it, and places change while the service runs.
const keyOf = (...parts: readonly (string | undefined)[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)

/** Reads what a collectivite's file says of the state APIs. */
export function resolveAccess(
  { siret, api_particulier, impot_particulier }: Members,
  context: ConfigurationContext,
): { readonly settings: AccessSettings; readonly faults: readonly MemberFault[] } {
  const faults: MemberFault[] = [
    ...insecure('api_particulier', api_particulier?.base_url, context),
    ...insecure('impot_particulier', impot_particulier?.base_url, context),
  ]
  const given = api_particulier && { apiParticulier: withoutSlash(api_particulier.base_url) }
  const settings = { siret, ...given }
  if (impot_particulier === undefined) return { settings, faults }
  const { client_secret, client_secret_file, client_id, base_url, teleservice } = impot_particulier
  const found = resolveSecret(client_secret, client_secret_file, context)
  if ('fault' in found)
    return { settings, faults: [...faults, { member: 'impot_particulier', message: found.fault }] }
  const impotParticulier = {
    key: keyOf(base_url, client_id, found.secret),
    client_id,
    client_secret: found.secret,
    ...(base_url !== undefined && { baseUrl: withoutSlash(base_url) }),
    ...(teleservice !== undefined && { teleservice }),
  }
  return { settings: { ...settings, impotParticulier }, faults }
}

const missing: Readonly<Record<StateApi, string>> = {
  api_particulier:
    'needs api_particulier: {base_url: …}, because its FranceConnect is no known environment',
  impot_particulier:
    'needs impot_particulier: {base_url: …, client_id: …, client_secret: …} in the collectivite',
}

/**
 * How the sources of one form are reached in the name of its collectivite, or what is missing for it. API
 * Particulier refuses a SIRET whose check digit is wrong (00210): better told at start than to citizens.
 */
export function accessOf(
  settings: AccessSettings,
  addresses: StateApiAddresses,
  sources: readonly FormSource[],
): { readonly access: StateAccess; readonly faults: readonly MemberFault[] } {
  const { siret, impotParticulier } = settings
  const apiParticulier = settings.apiParticulier ?? addresses.api_particulier
  const impotUrl = impotParticulier?.baseUrl ?? addresses.impot_particulier
  const access: StateAccess = {
    recipient: siret,
    api_particulier: { baseUrl: apiParticulier ?? '' },
    ...(impotParticulier !== undefined &&
      impotUrl !== undefined && { impot_particulier: { ...impotParticulier, baseUrl: impotUrl } }),
  }
  const isReached: Readonly<Record<StateApi, boolean>> = {
    api_particulier: apiParticulier !== undefined,
    impot_particulier: access.impot_particulier !== undefined,
  }
  const faults = sources.flatMap(({ name }): MemberFault[] => {
    const { api } = stateSourceOf(name) ?? { api: 'api_particulier' }
    if (!isReached[api]) return [{ member: 'demarche', message: `${name} ${missing[api]}` }]
    return api === 'api_particulier' && !isSiret(siret)
      ? [{ member: 'demarche', message: `${name} needs a valid SIRET; its check digit is wrong` }]
      : []
  })
  return { access, faults }
}
