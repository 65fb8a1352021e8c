// The curve of NIST SP 800-186 §3.2.1.3: y² = x³ - 3x + b over the integers modulo p.
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn

function toInteger(base64Url: string): bigint {
  const bytes = atob(base64Url.replaceAll('-', '+').replaceAll('_', '/'))
  const hexadecimal = [...bytes].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0'))
  return BigInt(`0x${hexadecimal.join('')}`)
}

/** Whether two coordinates, 32 bytes each in base64url, are a point of the curve P-256. */
export function isOnP256(xText: string, yText: string): boolean {
  const x = toInteger(xText)
  const y = toInteger(yText)
  return x < p && y < p && (y * y - (x * x * x - 3n * x + b)) % p === 0n
}
