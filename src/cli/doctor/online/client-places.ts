import { writtenCollectivites } from '../../../configuration/written-files.ts'
import { writtenPath } from '../../../domain/collectivite.ts'
import type { Place } from '../finding.ts'

/** Where each of some FranceConnect clients stands, by its key (configuration/resolve-collectivite.ts). */
export function placesOfClients(root: string, keys: ReadonlySet<string>): Map<string, Place> {
  const places = new Map<string, Place>()
  for (const { document, file } of writtenCollectivites(root))
    for (const name of Object.keys(file?.franceconnect ?? {})) {
      const key = [document.file, ...document.prefix.map(String), name].join('/')
      const path = writtenPath(document.value, ['franceconnect', name, 'client_id'])
      if (keys.has(key)) places.set(key, document.mistake(path, ''))
    }
  return places
}
