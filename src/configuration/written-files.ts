import { join } from 'node:path'
import { CollectiviteFile } from '../domain/collectivite.ts'
import { DemarcheFile } from '../domain/demarche.ts'
import type { ConfigurationDocument } from './document.ts'
import { lookIntoFolder } from './look.ts'
import { readDocuments } from './read-documents.ts'
import { atOnce } from './steps.ts'

/** A value of a configuration as its file writes it, where it can be read, with what tells its lines. */
export interface Written<File> {
  readonly document: ConfigurationDocument
  /** Absent where it breaks the schema: its mistakes are told by whoever resolves it. */
  readonly file?: File
}

type Schema<File> = { safeParse(value: unknown): { readonly data?: File | undefined } }

function* written<File>(root: string, folder: string, schema: Schema<File>) {
  for (const file of atOnce(lookIntoFolder(root, folder)).files.keys()) {
    try {
      for (const document of readDocuments(join(root, file), file)) {
        if (document === undefined || !('value' in document)) continue
        const { data } = schema.safeParse(document.value)
        yield { document, ...(data !== undefined && { file: data }) } satisfies Written<File>
      }
    } catch (error) {
      // That it cannot be read is told by whoever resolves it.
      if ((error as NodeJS.ErrnoException).code === undefined) throw error
    }
  }
}

/** Every collectivite of CONFIG_DIR, one after the other, as its file writes it. */
export const writtenCollectivites = (root: string): Generator<Written<CollectiviteFile>> =>
  written(root, 'collectivites', CollectiviteFile)

/** Every demarche of CONFIG_DIR, one after the other, as its file writes it. */
export const writtenDemarches = (root: string): Generator<Written<DemarcheFile>> =>
  written(root, 'demarches', DemarcheFile)
