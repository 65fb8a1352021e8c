const newline = 0x0a

const isWhite = (byte: number | undefined) =>
  byte === 0x20 || byte === newline || byte === 0x0d || byte === 0x09

/** The bytes of a file as they are needed: those that were read and are not done with. */
export interface ByteWindow {
  readonly bytes: Buffer
  /** The line on which they begin, from 1. */
  readonly line: number
  /** Reads more. @returns whether there was more */
  grow(): boolean
  /** Is done with some. @param lines how many lines end in them */
  drop(count: number, lines: number): void
  /** Is done with white space (RFC 8259 §2). @returns the byte that comes next; undefined at the end of the file */
  next(): number | undefined
}

/** Looks at a file's chunks through a window. A chunk may be overwritten when the next one is read. */
export function createByteWindow(chunks: Iterator<Buffer>): ByteWindow {
  let bytes: Buffer = Buffer.alloc(0)
  let line = 1
  // At least doubled, so that what is long is not looked through for each chunk of it.
  const grow = (): boolean => {
    const before = bytes.length
    const parts = [bytes]
    let length = before
    while (length < Math.max(1, 2 * before)) {
      const { value, done } = chunks.next()
      if (done) break
      parts.push(Buffer.from(value))
      length += value.length
    }
    bytes = Buffer.concat(parts)
    return length > before
  }
  const drop = (count: number, lines: number) => {
    bytes = bytes.subarray(count)
    line += lines
  }
  const next = (): number | undefined => {
    do {
      let at = 0
      let lines = 0
      for (; isWhite(bytes[at]); at += 1) if (bytes[at] === newline) lines += 1
      drop(at, lines)
    } while (bytes.length === 0 && grow())
    return bytes[0]
  }
  return {
    get bytes() {
      return bytes
    },
    get line() {
      return line
    },
    grow,
    drop,
    next,
  }
}
