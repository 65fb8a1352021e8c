import type { Written } from '../../../configuration/written-files.ts'
import { type CollectiviteFile, writtenPath } from '../../../domain/collectivite.ts'
import type { FranceConnectClientFile } from '../../../domain/franceconnect-client-file.ts'
import type { Consultation } from '../consultation.ts'
import { type Finding, find } from '../finding.ts'
import { judgeFormKeys } from './judge-form-keys.ts'
import { judgePlainSecrets } from './judge-plain-secrets.ts'

type Told = Pick<Consultation, 'publicUrl' | 'also' | 'now'>
type Judge = (written: Required<Written<CollectiviteFile>>, told: Told) => readonly Finding[]

const judgeContact: Judge = ({ document, file }) =>
  file.privacy_contact === undefined
    ? [
        find(
          'missing-contact',
          document.mistake(['privacy_contact'], '', ['name']),
          `citizens of ${file.name} do not read whom to ask about their data (GDPR articles 13 and 38)`,
          'write privacy_contact: the address of the data protection officer',
        ),
      ]
    : []

const clientsOf = (file: CollectiviteFile): [string, FranceConnectClientFile][] =>
  Object.entries(file.franceconnect)

const judgeHabilitation: Judge = ({ document, file }) =>
  clientsOf(file)
    .filter(([, client]) => client.habilitation === undefined)
    .map(([name, { client_id }]) =>
      find(
        'no-habilitation',
        document.mistake(writtenPath(document.value, ['franceconnect', name]), ''),
        `whether the fields stay within the habilitation of ${client_id} is not known before FranceConnect refuses a login`,
        'write habilitation: {scopes: […]}, as DataPass granted them',
      ),
    )

const judgeHosts: Judge = ({ document, file }, { publicUrl, also }) => {
  const origins = [...new Set([...(publicUrl === undefined ? [] : [publicUrl]), ...also])]
  const hosts = new Set(origins.map((origin) => new URL(origin).hostname))
  if (hosts.size < 2) return []
  const list = JSON.stringify(origins.map((origin) => `${origin}/callback`))
  return clientsOf(file).map(([name, { client_id }]) =>
    find(
      'several-hosts',
      document.mistake(writtenPath(document.value, ['franceconnect', name, 'client_id']), ''),
      `${client_id} comes back to ${hosts.size} hosts (${[...hosts].join(', ')}): FranceConnect then wants a sector_identifier_uri`,
      `register one client for each host; or serve ${list} as JSON at an https address that never changes, and register that as sector_identifier_uri`,
    ),
  )
}

const judges: readonly Judge[] = [judgeContact, judgeHabilitation, judgeHosts, judgeFormKeys]

/** Judges a collectivite's file beyond what the start refuses of it. */
export function judgeCollectivite(
  { document, file }: Written<CollectiviteFile>,
  told: Told,
): Finding[] {
  const judged =
    file === undefined ? [] : judges.flatMap((judge) => judge({ document, file }, told))
  // A secret that stands there is told even where the rest cannot be read.
  return [...judgePlainSecrets(document), ...judged]
}
