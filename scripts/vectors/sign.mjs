// Deterministic ES256 (RFC 6979), so that the same claims always make the same vector. For test keys only: the
// arithmetic below takes no care of side channels, and the private keys are hashes of what they are called.
import { createECDH, createHash, createHmac } from 'node:crypto'

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

const sha256 = (data) => createHash('sha256').update(data).digest()
const toNumber = (bytes) => BigInt(`0x${bytes.toString('hex')}`)
const toBytes = (number) => Buffer.from(number.toString(16).padStart(64, '0'), 'hex')

function pointOf(scalar) {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(toBytes(scalar))
  const point = curve.getPublicKey()
  return { x: point.subarray(1, 33), y: point.subarray(33) }
}

function power(base, exponent) {
  let result = 1n
  for (let square = base, left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % order
    square = (square * square) % order
  }
  return result
}

// RFC 6979 §3.2, without the retries of step h.3, whose chance is 2^-32.
function nonceOf(secret, digest) {
  const hmac = (key, ...parts) => createHmac('sha256', key).update(Buffer.concat(parts)).digest()
  const seed = Buffer.concat([toBytes(secret), toBytes(toNumber(digest) % order)])
  let key = Buffer.alloc(32)
  let value = Buffer.alloc(32, 1)
  for (const step of [0, 1]) {
    key = hmac(key, value, Buffer.from([step]), seed)
    value = hmac(key, value)
  }
  return toNumber(hmac(key, value))
}

/** A test key whose private half is the SHA-256 of a sentence that says so. */
export function testKey(kid) {
  const secret = toNumber(sha256(`franceconnect-prefill test vectors, key ${kid}, proves nothing`))
  const { x, y } = pointOf(secret)
  const jwk = { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') }
  return { kid, secret, jwk }
}

/** r and s of an ES256 signature, as numbers of 32 bytes. */
export function signES256({ secret }, text) {
  const digest = sha256(text)
  const nonce = nonceOf(secret, digest)
  const r = toNumber(pointOf(nonce).x) % order
  const s = (power(nonce, order - 2n) * (toNumber(digest) + r * secret)) % order
  return { r: toBytes(r), s: toBytes(s) }
}
