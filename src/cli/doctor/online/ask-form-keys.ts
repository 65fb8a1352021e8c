import { findEncryptionKey } from '../../../domain/encryption-key.ts'
import type { Consultation } from '../consultation.ts'
import { type Finding, find } from '../finding.ts'
import { inTurns, type Outside, reasonOf } from './outside.ts'

const addressesAtOnce = 8

async function askKeys(where: string, { fetchJson }: Outside): Promise<Finding[]> {
  const instead =
    'publish a JWK Set with an EC key of P-256, use enc, alg ECDH-ES, at a public https address'
  const found = await fetchJson(where).then(findEncryptionKey, (error: unknown) => ({
    fault: `gives no answer: ${reasonOf(error)}`,
  }))
  if (typeof found === 'string') return [find('form-keys', { where }, found, instead)]
  return 'fault' in found ? [find('form-keys', { where }, found.fault, instead)] : []
}

/** Asks every address where a form publishes the key that its tokens are encrypted to. */
export async function askFormKeys({ forms }: Consultation, outside: Outside): Promise<Finding[]> {
  const addresses = forms.flatMap(({ encryption }) =>
    encryption !== undefined && 'jwks_uri' in encryption ? [encryption.jwks_uri] : [],
  )
  const found = await inTurns([...new Set(addresses)], addressesAtOnce, (one) =>
    askKeys(one, outside),
  )
  return found.flat()
}
