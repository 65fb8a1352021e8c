import type { ApiParticulierEndpoint } from './api-particulier-endpoints.ts'

export type JsonObject = { [member: string]: unknown }

/** FranceConnect's catalogue spells this scope without its last letter: both open the same. */
const otherSpellings: Readonly<Record<string, string>> = {
  mesri_admission_etablissement_etudes: 'mesri_admission_etablissement_etude',
}

/** Whether a token's scopes hold one, however it is spelt. */
export function holdsScope(granted: readonly string[], scope: string): boolean {
  const other = otherSpellings[scope]
  return granted.includes(scope) || (other !== undefined && granted.includes(other))
}

/** Whether a token opens a resource at all: one of its scopes is enough. */
export function opens(granted: readonly string[], endpoint: ApiParticulierEndpoint): boolean {
  const scopes = [...Object.values(endpoint.scopes), ...(endpoint.alsoOpenedBy ?? [])]
  return scopes.some((scope) => holdsScope(granted, scope))
}

/** The answer without what its scopes do not release: the member is absent then, not null. */
export function releasedMembers(
  data: JsonObject,
  scopes: Readonly<Record<string, string>>,
  granted: readonly string[],
): JsonObject {
  const released = structuredClone(data)
  for (const [path, scope] of Object.entries(scopes)) {
    if (!holdsScope(granted, scope)) remove(released, path)
  }
  return released
}

function remove(data: JsonObject, path: string): void {
  const [holder = '', member] = path.split('.')
  if (member === undefined) delete data[holder]
  else for (const one of holdersOf(data, holder)) delete one[member]
}

function holdersOf(data: JsonObject, holder: string): JsonObject[] {
  if (holder === '*') return Object.values(data).filter(isJsonObject)
  const list = data[holder.replace('[]', '')]
  return (Array.isArray(list) ? list : [list]).filter(isJsonObject)
}

/** Whether a value is an object with members. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
