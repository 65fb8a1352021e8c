import { CollectiviteFile, writtenPath } from '../domain/collectivite.ts'
import type { Demarche } from '../domain/demarche.ts'
import type { Collectivite, Form, Theme } from '../domain/form.ts'
import type { FranceConnectClientFile } from '../domain/franceconnect-client-file.ts'
import { isSiret } from '../domain/siret.ts'
import { type ConfigurationDocument, plainIssues } from './document.ts'
import type { ConfigurationMistake } from './mistakes.ts'
import { resolveAccess } from './resolve-access.ts'
import {
  type ConfigurationContext,
  type ResolvedClient,
  resolveFranceConnectClient,
} from './resolve-client.ts'
import { resolveForm } from './resolve-form.ts'
import { resolveTheme, type ThemeNotice } from './resolve-theme.ts'
import type { MemberFault } from './resolved.ts'

type Identity = Pick<CollectiviteFile, 'name' | 'siret' | 'privacy_contact' | 'accessibility'>

/** The forms of one collectivite, each with the place where it stands in it. */
export interface ResolvedCollectivite {
  readonly forms: readonly { readonly form: Form; readonly path: readonly PropertyKey[] }[]
  readonly mistakes: readonly ConfigurationMistake[]
  /** What is taken, and had better be otherwise. */
  readonly notices: readonly { readonly path: readonly PropertyKey[]; readonly say: () => string }[]
}

function mistakeAt(
  { value, mistake }: ConfigurationDocument,
  path: readonly PropertyKey[],
  message: string,
  at = path,
): ConfigurationMistake {
  return mistake(writtenPath(value, path), message, writtenPath(value, at))
}

function resolveClients(
  files: Readonly<Record<string, FranceConnectClientFile>>,
  place: ConfigurationDocument,
  context: ConfigurationContext,
): { clients: Map<string, ResolvedClient>; mistakes: ConfigurationMistake[] } {
  const clients = new Map<string, ResolvedClient>()
  const mistakes: ConfigurationMistake[] = []
  for (const [name, file] of Object.entries(files)) {
    const key = [place.file, ...place.prefix.map(String), name].join('/')
    const { resolved, faults } = resolveFranceConnectClient(key, file, context)
    if (resolved !== undefined) clients.set(name, resolved)
    for (const { member, message } of faults)
      mistakes.push(mistakeAt(place, ['franceconnect', name, member], message))
  }
  return { clients, mistakes }
}

function siretMistakes(
  file: CollectiviteFile,
  clients: Map<string, ResolvedClient>,
  place: ConfigurationDocument,
) {
  const servesRealPeople = [...clients.values()].some(({ client }) => client.environment === 'real')
  if (!servesRealPeople || isSiret(file.siret)) return []
  return [mistakeAt(place, ['siret'], 'the check digit of this SIRET is wrong')]
}

// What can be read of a collectivite is judged even where another part of it is wrong.
function readableParts(value: unknown) {
  const { franceconnect, forms, theme } = CollectiviteFile.shape
  const members = (typeof value === 'object' ? value : null) as Record<string, unknown> | null
  return {
    name: '',
    siret: '',
    privacy_contact: undefined,
    theme: theme.safeParse(members?.theme).data,
    accessibility: undefined,
    api_particulier: undefined,
    impot_particulier: undefined,
    franceconnect: franceconnect.safeParse(members?.franceconnect).data,
    forms: forms.safeParse(members?.forms).data ?? [],
  }
}

const noticeAt = ({ member, say }: ThemeNotice) => ({ path: ['theme', member], say })

function collectiviteOf(
  { name, siret, privacy_contact, accessibility }: Identity,
  theme: Theme | undefined,
): Collectivite {
  return {
    name,
    siret,
    ...(privacy_contact !== undefined && { privacy_contact }),
    ...(theme !== undefined && { theme }),
    ...(accessibility !== undefined && { accessibility }),
  }
}

/** Resolves one collectivite: its FranceConnect clients, then its forms. */
export function resolveCollectivite(
  place: ConfigurationDocument,
  demarches: ReadonlyMap<string, Demarche>,
  context: ConfigurationContext,
): ResolvedCollectivite {
  const parsed = CollectiviteFile.safeParse(place.value)
  const mistakes = plainIssues(parsed.error?.issues ?? []).map(({ path, message, at }) =>
    mistakeAt(place, path, message, at),
  )
  const file = parsed.data ?? readableParts(place.value)
  const resolved = resolveClients(file.franceconnect ?? {}, place, context)
  mistakes.push(...resolved.mistakes)
  if (parsed.success) mistakes.push(...siretMistakes(parsed.data, resolved.clients, place))
  // Without its clients no form can be judged: they are told first.
  if (file.franceconnect === undefined || resolved.mistakes.length > 0)
    return { forms: [], mistakes, notices: [] }
  const { theme, ...told } = resolveTheme(file.theme, place.file, context)
  const inTheme = ({ member, message }: MemberFault) => place.mistake(['theme', member], message)
  mistakes.push(...told.faults.map(inTheme))
  const collectivite = collectiviteOf(file, theme)
  const { settings: accessSettings, faults } = resolveAccess(file, context)
  mistakes.push(...faults.map(({ member, message }) => mistakeAt(place, [member], message)))
  const { clients } = resolved
  const parts = { access: new Map(), addresses: new Map() }
  const shared = { collectivite, accessSettings, demarches, clients, context, parts }
  const surroundings = { ...shared, isReadable: parsed.success }
  const forms: ResolvedCollectivite['forms'][number][] = []
  file.forms.forEach((formFile, index) => {
    const path = ['forms', index]
    const form = resolveForm(formFile, surroundings)
    if ('value' in form) forms.push({ form: form.value, path })
    else
      mistakes.push(
        ...form.faults.map(({ member, message }) => mistakeAt(place, [...path, member], message)),
      )
  })
  return { forms, mistakes, notices: told.notices.map(noticeAt) }
}
