import { createByteWindow } from './byte-window.ts'
import { beginsList, cutJsonList } from './cut-json-list.ts'
import { type ConfigurationDocument, readJson } from './document.ts'
import { readChunks } from './read-chunks.ts'
import { type ReadStep, readYaml } from './read-yaml.ts'

function* readJsonFile(file: string, chunks: Iterator<Buffer>): Generator<ReadStep> {
  const window = createByteWindow(chunks)
  if (!beginsList(window.next())) {
    const firstLine = window.line
    while (window.grow()) yield
    return yield readJson({ file, prefix: [], firstLine }, window.bytes.toString('utf8'))
  }
  let index = 0
  for (const item of cutJsonList(window)) {
    if ('fault' in item)
      return yield { where: file, line: item.line, message: `expected JSON: ${item.fault}` }
    const place = { file, prefix: [index], firstLine: item.line }
    const read: ConfigurationDocument | { readonly where: string } = readJson(place, item.text)
    yield read as ReadStep
    // Of what comes after a mistake in the writing nobody can say where it stands.
    if (!('value' in read)) return
    index += 1
  }
}

function* readYamlFile(file: string, chunks: Iterable<Buffer>): Generator<ReadStep> {
  const parts: Buffer[] = []
  for (const chunk of chunks) {
    parts.push(Buffer.from(chunk))
    yield
  }
  yield* readYaml(file, Buffer.concat(parts).toString('utf8'))
}

/**
 * Reads a configuration file: its one value, or each item of the list that it holds, one after the other. JSON is
 * read as JSON, which is much faster, all else as YAML 1.2.
 * @param path where the file is
 * @param file what it is called in mistakes
 * @param note is given the bytes as they are read
 * @throws the system's error, whose `code` says why it cannot be read
 */
export function* readDocuments(
  path: string,
  file: string,
  note: (chunk: Buffer) => void = () => undefined,
): Generator<ReadStep> {
  const chunks = readChunks(path, note)
  try {
    yield* file.endsWith('.json') ? readJsonFile(file, chunks) : readYamlFile(file, chunks)
  } finally {
    chunks.return()
  }
}
