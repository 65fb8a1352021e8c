import type { Size } from './logo.ts'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const firstChunk = [0x49, 0x48, 0x44, 0x52]

const holds = (content: Uint8Array, bytes: readonly number[], at: number) =>
  bytes.every((byte, index) => content[at + index] === byte)

/** The size of a PNG image (ISO/IEC 15948 §5.2, §11.2.2); undefined for what is none. */
export function readPngSize(content: Uint8Array): Size | undefined {
  if (content.length < 33 || !holds(content, signature, 0) || !holds(content, firstChunk, 12))
    return undefined
  const view = new DataView(content.buffer, content.byteOffset)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  return width > 0 && height > 0 ? { width, height } : undefined
}
