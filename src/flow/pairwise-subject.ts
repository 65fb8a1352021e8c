import { hash } from 'node:crypto'

/**
 * The subject of a citizen for one form: nobody can tell from two forms' subjects that they are one
 * person (OpenID Connect Core §8.1). FranceConnect's `sub` is itself a keyed hash that never leaves
 * this service, so a plain hash keeps it, and survives a rotation of SECRETS.
 */
export function pairwiseSubject(
  issuer: string,
  franceConnectSub: string,
  clientId: string,
): string {
  const subject = ['franceconnect-prefill sub', issuer, franceConnectSub, clientId]
  return hash('sha256', JSON.stringify(subject), 'base64url')
}
