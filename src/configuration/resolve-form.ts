import type { CatalogueClaim } from '../domain/catalogue-claim.ts'
import { defaultFranceConnect } from '../domain/collectivite.ts'
import type { Demarche } from '../domain/demarche.ts'
import type { Collectivite, Form, FormAuthentication, FormEncryption } from '../domain/form.ts'
import type { FormFile } from '../domain/form-file.ts'
import {
  claimsOfSource,
  neededClaims,
  neededSources,
  scopedClaims,
} from '../domain/needed-claims.ts'
import { replacedWith } from '../domain/replaced-document.ts'
import { deriveScopes } from '../domain/scopes.ts'
import type { StateAccess } from '../domain/state-access.ts'
import { resolveAuthentication, resolveEncryption } from './form-proof.ts'
import { type AccessSettings, accessOf } from './resolve-access.ts'
import type { ConfigurationContext, ResolvedClient } from './resolve-client.ts'
import { fault, type MemberFault, type Resolved } from './resolved.ts'
import { type CollectiviteParts, type FormNeeds, share } from './shared-parts.ts'

/** What a form is resolved against. */
export interface FormSurroundings {
  readonly collectivite: Collectivite
  readonly accessSettings: AccessSettings
  /** Whether the collectivite could be read whole: only then is it judged what its sources lack. */
  readonly isReadable: boolean
  readonly demarches: ReadonlyMap<string, Demarche>
  readonly clients: ReadonlyMap<string, ResolvedClient>
  readonly context: ConfigurationContext
  readonly parts: CollectiviteParts
}

// What equal forms have in common is kept once: an instance may have 175,000 of them.
const noAddresses: readonly string[] = []
const noInputs: Form['inputs'] = {}

function sensitiveFaults({ jwks, jwks_uri }: FormFile, demarche: Demarche): MemberFault[] {
  if (!demarche.sensitive || jwks !== undefined || jwks_uri !== undefined) return []
  const message = `${demarche.name} is sensitive: its token is for a back end’s eyes only. Give the form a client_secret and the jwks or jwks_uri to encrypt to`
  return [{ member: 'demarche', message }]
}

function demarcheOf(
  file: FormFile,
  { demarches: all, context }: FormSurroundings,
): Resolved<Demarche> {
  const demarche = all.get(file.demarche)
  if (demarche === undefined)
    return fault(
      'demarche',
      `unknown demarche "${file.demarche}"; known: ${[...all.keys()].sort().join(', ')}`,
    )
  const strangers = file.without.filter((name) => !Object.hasOwn(demarche.fields, name))
  if (strangers.length > 0)
    return fault('without', `${demarche.name} has no field ${strangers.join(', ')}`)
  if (file.without.length === 0) return { value: demarche }
  const narrow = () => {
    const fields = Object.entries(demarche.fields).filter(([name]) => !file.without.includes(name))
    const kept = Object.fromEntries(fields)
    return { ...demarche, fields: kept, replaces: replacedWith(demarche.replaces, kept) }
  }
  return { value: context.shared.demarche(demarche, file.without.join(' '), narrow) }
}

function clientOf(file: FormFile, clients: FormSurroundings['clients']): Resolved<ResolvedClient> {
  const name = file.franceconnect ?? defaultFranceConnect
  const client =
    clients.get(name) ??
    (file.franceconnect === undefined && clients.size === 1 ? [...clients.values()][0] : undefined)
  if (client !== undefined) return { value: client }
  return fault('franceconnect', `expected one of ${[...clients.keys()].join(', ')}`)
}

const areSecure = (addresses: readonly string[]) => addresses.every((one) => /^https:/i.test(one))

function addressFaults(file: FormFile, { mode }: ConfigurationContext): MemberFault[] {
  if (mode !== 'production') return []
  const { redirect_uris, post_logout_redirect_uris, alternative_url } = file
  const faults: MemberFault[] = []
  const tell = (member: string) => faults.push({ member, message: 'expected https in production' })
  if (!areSecure(redirect_uris)) tell('redirect_uris')
  if (!areSecure(post_logout_redirect_uris)) tell('post_logout_redirect_uris')
  if (alternative_url !== undefined && !areSecure([alternative_url])) tell('alternative_url')
  return faults
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
function deriveNeeds(
  { fields }: Demarche,
  ceiling: ResolvedClient['ceiling'],
): Resolved<FormNeeds> {
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

/** What a form is made of, each part good. */
interface FormParts {
  readonly demarche: Demarche
  readonly client: ResolvedClient
  readonly authentication: FormAuthentication
  readonly encryption: FormEncryption | undefined
  readonly needs: FormNeeds
  readonly access: StateAccess
}

function assemble(file: FormFile, surroundings: FormSurroundings, parts: FormParts): Form {
  const { collectivite, parts: shared } = surroundings
  const { demarche, client, authentication, encryption, needs, access } = parts
  const addresses = file.post_logout_redirect_uris
  return {
    client_id: file.client_id,
    collectivite,
    demarche,
    franceconnect: client.client,
    ...needs,
    access: share(shared.access, client.client.key, () => access),
    authentication,
    redirect_uris: file.redirect_uris,
    post_logout_redirect_uris:
      addresses.length === 0
        ? noAddresses
        : share(shared.addresses, JSON.stringify(addresses), () => addresses),
    id_token_signed_response_alg: file.id_token_signed_response_alg,
    ...(encryption !== undefined && { encryption }),
    inputs: Object.keys(file.inputs).length === 0 ? noInputs : file.inputs,
    ...(file.alternative_url !== undefined && { alternative_url: file.alternative_url }),
  }
}

/** Resolves one form of a collectivite, or tells everything that is wrong with it. */
export function resolveForm(file: FormFile, surroundings: FormSurroundings): Resolved<Form> {
  const { context, accessSettings, clients, isReadable } = surroundings
  const demarche = demarcheOf(file, surroundings)
  const client = clientOf(file, clients)
  const proof = resolveAuthentication(file, context)
  const protection = resolveEncryption(file, context)
  const parts = [demarche, client, proof, protection]
  const faults = parts.flatMap((part) => ('faults' in part ? part.faults : []))
  faults.push(...addressFaults(file, context))
  if ('value' in demarche)
    faults.push(...inputFaults(file, demarche.value), ...sensitiveFaults(file, demarche.value))
  if ('faults' in demarche || 'faults' in client || 'faults' in proof || 'faults' in protection)
    return { faults }
  const { ceiling, stateApis } = client.value
  const derive = () => deriveNeeds(demarche.value, ceiling)
  const needs = context.shared.needs(demarche.value, ceiling?.join(' ') ?? '-', derive)
  if ('faults' in needs) return { faults: [...needs.faults, ...faults] }
  const reached = accessOf(accessSettings, stateApis, needs.value.sources)
  if (isReadable) faults.push(...reached.faults)
  if (faults.length > 0) return { faults }
  const value = assemble(file, surroundings, {
    demarche: demarche.value,
    client: client.value,
    authentication: proof.value,
    encryption: protection.value,
    needs: needs.value,
    access: reached.access,
  })
  return { value }
}
