import { createHash } from 'node:crypto'
import type { ReleasedIdentity } from './released-identity.ts'

/** Keeps our subs apart from those of any real FranceConnect; being public, it protects nobody. */
const subSecret = 'sub-secret-of-the-simulator-only'

/**
 * The `sub` of a citizen for one entity, computed as FranceConnect does: a hash of civil status, so that the same
 * person keeps it whatever the identity provider, then one per entity. 64 hexadecimal characters and "v1".
 */
export function pairwiseSub(identity: ReleasedIdentity, entityId: string): string {
  const born = identity.birthcountry === '99100' ? identity.birthplace : ''
  const civilStatus = [
    identity.given_name,
    identity.family_name,
    identity.birthdate,
    identity.gender,
    born,
    identity.birthcountry,
  ].join('')
  // FranceConnect hashes the low byte of each character, not UTF-8.
  const identityHash = createHash('sha256').update(civilStatus, 'latin1').digest('base64')
  const hash = createHash('sha256').update(entityId + identityHash + subSecret)
  return `${hash.digest('hex')}v1`
}
