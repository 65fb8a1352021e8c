import { createHmac, hash, timingSafeEqual } from 'node:crypto'

const randomLength = 40
const tagLength = 8
const macLength = 16
const shape = /^[0-9a-f]{64}$/

/** Eight hexadecimal characters that name a form. Two forms may share one: the MAC tells them apart. */
export function formTag(clientId: string): string {
  return hash('sha256', clientId, 'hex').slice(0, tagLength)
}

function mac(key: Buffer, random: string, clientId: string): Buffer {
  return createHmac('sha256', key)
    .update(`${random}.${clientId}`)
    .digest()
    .subarray(0, macLength / 2)
}

/**
 * The `state` of one login attempt towards FranceConnect: 40 random hexadecimal characters, 8 that name
 * the form, 16 of MAC. It lets a callback without its cookie name the form, and completes nothing.
 * @param random 40 hexadecimal characters
 */
export function makeLoginState(key: Buffer, random: string, clientId: string): string {
  return `${random}${formTag(clientId)}${mac(key, random, clientId).toString('hex')}`
}

/**
 * Reads which form a `state` was made for.
 * @param keys every state key in use
 * @param formsWithTag the client_ids that share a tag
 * @returns undefined for a state that none of the keys made
 */
export function readLoginState(
  state: string,
  keys: readonly Buffer[],
  formsWithTag: (tag: string) => readonly string[],
): string | undefined {
  if (!shape.test(state)) return undefined
  const random = state.slice(0, randomLength)
  const received = Buffer.from(state.slice(randomLength + tagLength), 'hex')
  return formsWithTag(state.slice(randomLength, randomLength + tagLength)).find((clientId) =>
    keys.some((key) => timingSafeEqual(mac(key, random, clientId), received)),
  )
}
