import { CollectiviteFile, type FranceConnectClientFile } from '../domain/collectivite.ts'
import type { Demarche } from '../domain/demarche.ts'
import type { Collectivite, Form } from '../domain/form.ts'
import { isSiret } from '../domain/siret.ts'
import { type ConfigurationDocument, issuesToMistakes } from './document.ts'
import type { ConfigurationMistake } from './mistakes.ts'
import {
  type ConfigurationContext,
  type ResolvedClient,
  resolveFranceConnectClient,
} from './resolve-client.ts'
import { resolveForm } from './resolve-form.ts'

/** The forms of one collectivite, each with the place where it stands. */
export interface ResolvedCollectivite {
  readonly forms: readonly { readonly form: Form; readonly path: readonly PropertyKey[] }[]
  readonly mistakes: readonly ConfigurationMistake[]
}

interface Place {
  readonly document: ConfigurationDocument
  /** Where the collectivite stands in its file: a file may hold a list. */
  readonly prefix: readonly PropertyKey[]
}

function resolveClients(
  files: Readonly<Record<string, FranceConnectClientFile>>,
  { document, prefix }: Place,
  context: ConfigurationContext,
): { clients: Map<string, ResolvedClient>; mistakes: ConfigurationMistake[] } {
  const clients = new Map<string, ResolvedClient>()
  const mistakes: ConfigurationMistake[] = []
  for (const [name, file] of Object.entries(files)) {
    const key = [document.file, ...prefix.map(String), name].join('/')
    const { resolved, faults } = resolveFranceConnectClient(key, file, context)
    if (resolved !== undefined) clients.set(name, resolved)
    for (const { member, message } of faults)
      mistakes.push(document.mistake([...prefix, 'franceconnect', name, member], message))
  }
  return { clients, mistakes }
}

function siretMistakes(file: CollectiviteFile, clients: Map<string, ResolvedClient>, place: Place) {
  const servesRealPeople = [...clients.values()].some(({ client }) => client.environment === 'real')
  if (!servesRealPeople || isSiret(file.siret)) return []
  return [
    place.document.mistake([...place.prefix, 'siret'], 'the check digit of this SIRET is wrong'),
  ]
}

/** Resolves one collectivite of a file: its FranceConnect clients, then its forms. */
export function resolveCollectivite(
  value: unknown,
  place: Place,
  demarches: ReadonlyMap<string, Demarche>,
  context: ConfigurationContext,
): ResolvedCollectivite {
  const parsed = CollectiviteFile.safeParse(value)
  if (!parsed.success)
    return {
      forms: [],
      mistakes: issuesToMistakes(place.document, parsed.error.issues, place.prefix),
    }
  const file = parsed.data
  const { clients, mistakes } = resolveClients(file.franceconnect, place, context)
  mistakes.push(...siretMistakes(file, clients, place))
  // A client that did not resolve is told once, not again for each form that uses it.
  if (mistakes.length > 0) return { forms: [], mistakes }
  const collectivite: Collectivite = {
    name: file.name,
    siret: file.siret,
    ...(file.privacy_contact !== undefined && { privacy_contact: file.privacy_contact }),
  }
  const forms: ResolvedCollectivite['forms'][number][] = []
  file.forms.forEach((formFile, index) => {
    const path = [...place.prefix, 'forms', index]
    const resolved = resolveForm(formFile, { collectivite, demarches, clients, context })
    if ('value' in resolved) forms.push({ form: resolved.value, path })
    else
      mistakes.push(
        ...resolved.faults.map(({ member, message }) =>
          place.document.mistake([...path, member], message),
        ),
      )
  })
  return { forms, mistakes }
}
