import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { EncryptionKey } from '../../src/domain/encryption-key.ts'

/** A form's key pair for encryption: what it keeps and what it publishes. */
export interface FormKeyPair {
  readonly privateJwk: JWK
  readonly published: JWK
  /** As the service reads it. */
  readonly key: EncryptionKey
}

/** Makes a form's key pair. */
export async function aFormKeyPair(kid?: string): Promise<FormKeyPair> {
  const pair = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const named = kid === undefined ? {} : { kid }
  const publicJwk = { ...(await exportJWK(pair.publicKey)), ...named }
  return {
    privateJwk: { ...(await exportJWK(pair.privateKey)), ...named },
    published: { ...publicJwk, use: 'enc', alg: 'ECDH-ES' },
    key: EncryptionKey.parse(publicJwk),
  }
}
