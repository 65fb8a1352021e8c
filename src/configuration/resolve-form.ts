import { createHash } from 'node:crypto'
import type { CatalogueClaim } from '../domain/catalogue-claim.ts'
import { defaultFranceConnect, type FormFile, secretsOf } from '../domain/collectivite.ts'
import type { Demarche } from '../domain/demarche.ts'
import { findEncryptionKey } from '../domain/encryption-key.ts'
import type { Collectivite, Form, FormAuthentication, FormEncryption } from '../domain/form.ts'
import {
  claimsOfSource,
  neededClaims,
  neededSources,
  scopedClaims,
} from '../domain/needed-claims.ts'
import { deriveScopes } from '../domain/scopes.ts'
import { type AccessSettings, accessOf } from './resolve-access.ts'
import type { ConfigurationContext, MemberFault, ResolvedClient } from './resolve-client.ts'
import { resolveSecret } from './secret-reference.ts'
import { secretWeakness } from './secret-strength.ts'

/** What a form is resolved against. */
export interface FormSurroundings {
  readonly collectivite: Collectivite
  readonly accessSettings: AccessSettings
  /** Whether the collectivite could be read whole: only then is it judged what its sources lack. */
  readonly isReadable: boolean
  readonly demarches: ReadonlyMap<string, Demarche>
  readonly clients: ReadonlyMap<string, ResolvedClient>
  readonly context: ConfigurationContext
}

type Resolved<T> = { readonly value: T } | { readonly faults: readonly MemberFault[] }

const fault = (member: string, message: string) => ({ faults: [{ member, message }] })

function authentication(
  file: FormFile,
  context: ConfigurationContext,
): Resolved<FormAuthentication> {
  if (secretsOf(file).length === 0) return { value: { methods: ['none'] } }
  const hash = secretHash(file, context)
  if ('faults' in hash) return hash
  const method = file.token_endpoint_auth_method
  const methods =
    method === undefined || method === 'none'
      ? (['client_secret_basic', 'client_secret_post'] as const)
      : [method]
  return { value: { methods, secretHash: hash.value } }
}

function secretHash(file: FormFile, context: ConfigurationContext): Resolved<string> {
  if (file.client_secret_sha256 !== undefined) return { value: file.client_secret_sha256 }
  const found = resolveSecret(file.client_secret, file.client_secret_file, context.environment)
  if ('fault' in found) return fault('client_secret', found.fault)
  const weakness = context.mode === 'production' ? secretWeakness(found.secret) : undefined
  if (weakness !== undefined) return fault('client_secret', weakness)
  return { value: createHash('sha256').update(found.secret).digest('hex') }
}

/** Where the form's key for encryption is; a key that cannot be used is told at start, never left out. */
function encryption(
  file: FormFile,
  { mode }: ConfigurationContext,
): Resolved<FormEncryption | undefined> {
  const { jwks, jwks_uri } = file
  if (jwks === undefined && jwks_uri === undefined) return { value: undefined }
  const member = jwks === undefined ? 'jwks_uri' : 'jwks'
  // A page's script has no place to keep a private key, so that it could not read such a token.
  if (secretsOf(file).length === 0)
    return fault(member, 'encryption is for forms with a back end: give the form a client_secret')
  if (jwks_uri !== undefined)
    return mode === 'production' && !jwks_uri.startsWith('https:')
      ? fault(member, 'expected https in production')
      : { value: { jwks_uri } }
  const key = findEncryptionKey(jwks)
  return typeof key === 'string' ? fault(member, key) : { value: { key } }
}

function sensitiveFaults({ jwks, jwks_uri }: FormFile, demarche: Demarche): MemberFault[] {
  if (!demarche.sensitive || jwks !== undefined || jwks_uri !== undefined) return []
  const message = `${demarche.name} is sensitive: its token is for a back end’s eyes only. Give the form a client_secret and the jwks or jwks_uri to encrypt to`
  return [{ member: 'demarche', message }]
}

function demarcheOf(file: FormFile, all: ReadonlyMap<string, Demarche>): Resolved<Demarche> {
  const demarche = all.get(file.demarche)
  if (demarche === undefined)
    return fault('demarche', `unknown demarche; known: ${[...all.keys()].sort().join(', ')}`)
  const strangers = file.without.filter((name) => !Object.hasOwn(demarche.fields, name))
  if (strangers.length > 0)
    return fault('without', `${demarche.name} has no field ${strangers.join(', ')}`)
  if (file.without.length === 0) return { value: demarche }
  const fields = Object.entries(demarche.fields).filter(([name]) => !file.without.includes(name))
  return { value: { ...demarche, fields: Object.fromEntries(fields) } }
}

function clientOf(file: FormFile, clients: FormSurroundings['clients']): Resolved<ResolvedClient> {
  const name = file.franceconnect ?? defaultFranceConnect
  const client =
    clients.get(name) ??
    (file.franceconnect === undefined && clients.size === 1 ? [...clients.values()][0] : undefined)
  if (client !== undefined) return { value: client }
  return fault('franceconnect', `expected one of ${[...clients.keys()].join(', ')}`)
}

function addressFaults(file: FormFile, { mode }: ConfigurationContext): MemberFault[] {
  if (mode !== 'production') return []
  const addresses = {
    redirect_uris: file.redirect_uris,
    post_logout_redirect_uris: file.post_logout_redirect_uris,
    alternative_url: file.alternative_url === undefined ? [] : [file.alternative_url],
  }
  return Object.entries(addresses)
    .filter(([, uris]) => uris.some((uri) => new URL(uri).protocol !== 'https:'))
    .map(([member]) => member)
    .map((member) => ({ member, message: 'expected https in production' }))
}

function inputFaults(file: FormFile, demarche: Demarche): MemberFault[] {
  const unknown = Object.keys(file.inputs)
    .filter((name) => name !== 'prefill_token' && !Object.hasOwn(demarche.fields, name))
    .map((name) => ({ member: 'inputs', message: `${demarche.name} has no field ${name}` }))
  const inputs = Object.values(file.inputs)
  const shared = inputs
    .filter((input, index) => inputs.indexOf(input) !== index)
    .map((input) => ({ member: 'inputs', message: `two fields share the input ${input}` }))
  return [...unknown, ...shared]
}

/** The scopes and state sources of a form, derived from its fields; what the habilitation lacks is told at once. */
function needsOf(
  { fields }: Demarche,
  { ceiling }: ResolvedClient,
): Resolved<Pick<Form, 'scopes' | 'sources'>> {
  const uncovered = new Set<string>()
  const derive = (claims: readonly CatalogueClaim[]): readonly string[] => {
    const derived = deriveScopes(claims, ceiling)
    if ('scopes' in derived) return derived.scopes
    for (const scope of derived.uncovered) uncovered.add(scope)
    return []
  }
  const scopes = derive(neededClaims(fields))
  const sources = neededSources(fields).map((name) => ({
    name,
    claims: claimsOfSource(fields, name),
    scopes: derive(scopedClaims(fields, name, ceiling)),
  }))
  return uncovered.size === 0
    ? { value: { scopes, sources } }
    : fault('demarche', `beyond the habilitation: scopes ${[...uncovered].join(', ')}`)
}

/** Resolves one form of a collectivite, or tells everything that is wrong with it. */
export function resolveForm(file: FormFile, surroundings: FormSurroundings): Resolved<Form> {
  const demarche = demarcheOf(file, surroundings.demarches)
  const client = clientOf(file, surroundings.clients)
  const proof = authentication(file, surroundings.context)
  const protection = encryption(file, surroundings.context)
  const parts = [demarche, client, proof, protection]
  const faults = parts.flatMap((part) => ('faults' in part ? part.faults : []))
  faults.push(...addressFaults(file, surroundings.context))
  if ('value' in demarche)
    faults.push(...inputFaults(file, demarche.value), ...sensitiveFaults(file, demarche.value))
  if ('faults' in demarche || 'faults' in client || 'faults' in proof || 'faults' in protection)
    return { faults }
  const needs = needsOf(demarche.value, client.value)
  if ('faults' in needs) return { faults: [...needs.faults, ...faults] }
  const { scopes, sources } = needs.value
  const reached = accessOf(surroundings.accessSettings, client.value.stateApis, sources)
  if (surroundings.isReadable) faults.push(...reached.faults)
  if (faults.length > 0) return { faults }
  return {
    value: {
      client_id: file.client_id,
      collectivite: surroundings.collectivite,
      demarche: demarche.value,
      franceconnect: client.value.client,
      scopes,
      sources,
      access: reached.access,
      authentication: proof.value,
      redirect_uris: file.redirect_uris,
      post_logout_redirect_uris: file.post_logout_redirect_uris,
      id_token_signed_response_alg: file.id_token_signed_response_alg,
      ...(protection.value !== undefined && { encryption: protection.value }),
      inputs: file.inputs,
      ...(file.alternative_url !== undefined && { alternative_url: file.alternative_url }),
    },
  }
}
