import { createPublicKey, type JsonWebKey, type KeyObject, sign, verify } from 'node:crypto'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Makes a signer of JWTs that writes its header once. */
export function createSigner(key: KeyObject, header: object): (claims: object) => string {
  const encodedHeader = encode({ alg: 'ES256', ...header })
  return (claims) => {
    const input = `${encodedHeader}.${encode(claims)}`
    const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })
    return `${input}.${signature.toString('base64url')}`
  }
}

/** Makes a reader of JWTs of one key set, each key imported once. @throws Error for anything not signed by it */
export function createVerifier(keys: readonly JsonWebKey[]) {
  const known = new Map(
    keys.map((jwk) => [String(jwk.kid), createPublicKey({ key: jwk, format: 'jwk' })]),
  )
  return (jwt: string): Record<string, unknown> => {
    const [header = '', payload = '', signature = ''] = jwt.split('.')
    const { alg, kid } = JSON.parse(Buffer.from(header, 'base64url').toString())
    const key = known.get(kid)
    const input = Buffer.from(jwt.slice(0, header.length + 1 + payload.length))
    const isGood =
      alg === 'ES256' &&
      key !== undefined &&
      verify(
        'sha256',
        input,
        { key, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      )
    if (!isGood) throw new Error('a signature is wrong')
    return JSON.parse(Buffer.from(payload, 'base64url').toString())
  }
}
