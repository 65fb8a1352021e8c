import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { ConfigurationDocument } from './document.ts'
import type { ConfigurationMistake } from './mistakes.ts'
import { readChunks } from './read-chunks.ts'
import { readDocuments } from './read-documents.ts'
import type { Steps } from './steps.ts'

/** Where a configuration file is, and which version of it is meant. */
export interface FilePlace {
  readonly root: string
  /** Relative to the root: `collectivites/ville.yaml`. */
  readonly file: string
  readonly signature: string
}

/** What was read of a file. */
export interface ReadFile {
  /** The same for the same content. */
  readonly digest: string
  readonly mistakes: readonly ConfigurationMistake[]
}

/** Looking for the line of a mistake is slow, and nobody reads more of them. */
const mostMistakes = 1000

const unreadable = ({ file }: FilePlace, error: unknown): ConfigurationMistake => {
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined) throw error
  return { where: file, message: `cannot be read: ${code}` }
}

/**
 * Reads a file, value by value.
 * @param take is given each value, and says what is wrong with it
 */
export function* readFile(
  place: FilePlace,
  take: (document: ConfigurationDocument) => readonly ConfigurationMistake[],
): Steps<ReadFile> {
  const hash = createHash('sha256')
  const mistakes: ConfigurationMistake[] = []
  const note = (chunk: Buffer) => hash.update(chunk)
  try {
    for (const read of readDocuments(join(place.root, place.file), place.file, note)) {
      if (read !== undefined) mistakes.push(...('value' in read ? take(read) : [read]))
      if (mistakes.length > mostMistakes) {
        mistakes.push({ where: place.file, message: 'has more mistakes; the rest was not read' })
        break
      }
      yield
    }
  } catch (error) {
    mistakes.push(unreadable(place, error))
  }
  return { digest: hash.digest('base64'), mistakes }
}

/** The digest of a file as it is now; undefined where it cannot be read. */
export function* digestOf({ root, file }: FilePlace): Steps<string | undefined> {
  const hash = createHash('sha256')
  try {
    for (const chunk of readChunks(join(root, file))) {
      hash.update(chunk)
      yield
    }
    return hash.digest('base64')
  } catch {
    return undefined
  }
}
