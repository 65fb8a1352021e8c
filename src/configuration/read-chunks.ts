import { closeSync, openSync, readSync } from 'node:fs'

const chunkBytes = 256 * 1024

/**
 * Reads a file piece by piece. Each piece is good until the next one is asked for.
 * @param note is given each piece first
 * @throws the system's error, whose `code` says why it cannot be read
 */
export function* readChunks(
  file: string,
  note: (chunk: Buffer) => void = () => undefined,
): Generator<Buffer, void, undefined> {
  const buffer = Buffer.allocUnsafe(chunkBytes)
  const descriptor = openSync(file, 'r')
  try {
    for (;;) {
      const length = readSync(descriptor, buffer, 0, chunkBytes, null)
      if (length === 0) return
      const chunk = buffer.subarray(0, length)
      note(chunk)
      yield chunk
    }
  } finally {
    closeSync(descriptor)
  }
}
