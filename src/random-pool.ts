import { randomBytes } from 'node:crypto'

const poolBytes = 4096

/**
 * Makes a source of random bytes that draws many at once: asking the generator costs the same for 12 bytes as for
 * thousands, and a login asks a dozen times. No byte is given twice.
 * @param draw the generator, cryptographically secure
 */
export function createRandomPool(
  draw: (bytes: number) => Buffer = randomBytes,
): (bytes: number) => Buffer {
  let pool: Buffer = Buffer.alloc(0)
  return (bytes) => {
    if (bytes > pool.length) pool = draw(Math.max(bytes, poolBytes))
    const given = pool.subarray(0, bytes)
    pool = pool.subarray(bytes)
    return given
  }
}
