import { createHash } from 'node:crypto'
import { findEncryptionKey } from '../domain/encryption-key.ts'
import type { FormAuthentication, FormEncryption } from '../domain/form.ts'
import { type FormFile, secretsOf } from '../domain/form-file.ts'
import type { ConfigurationContext } from './resolve-client.ts'
import { fault, type Resolved } from './resolved.ts'
import { resolveSecret } from './secret-reference.ts'
import { secretWeakness } from './secret-strength.ts'

const unproven: FormAuthentication = { methods: ['none'] }

/** How a form proves who it is: by its secret, of which the hash alone is kept, or by PKCE. */
export function resolveAuthentication(
  file: FormFile,
  context: ConfigurationContext,
): Resolved<FormAuthentication> {
  if (secretsOf(file).length === 0) return { value: unproven }
  const hash = secretHash(file, context)
  if ('faults' in hash) return hash
  const method = file.token_endpoint_auth_method
  const methods =
    method === undefined || method === 'none'
      ? (['client_secret_basic', 'client_secret_post'] as const)
      : [method]
  return { value: { methods, secretHash: hash.value } }
}

function secretHash(file: FormFile, context: ConfigurationContext): Resolved<string> {
  if (file.client_secret_sha256 !== undefined) return { value: file.client_secret_sha256 }
  const found = resolveSecret(file.client_secret, file.client_secret_file, context)
  if ('fault' in found) return fault('client_secret', found.fault)
  const weakness = context.mode === 'production' ? secretWeakness(found.secret) : undefined
  if (weakness !== undefined) return fault('client_secret', weakness)
  return { value: createHash('sha256').update(found.secret).digest('hex') }
}

/** Where the form's key for encryption is; a key that cannot be used is told at start, never left out. */
export function resolveEncryption(
  file: FormFile,
  { mode }: ConfigurationContext,
): Resolved<FormEncryption | undefined> {
  const { jwks, jwks_uri } = file
  if (jwks === undefined && jwks_uri === undefined) return { value: undefined }
  const member = jwks === undefined ? 'jwks_uri' : 'jwks'
  // A page's script has no place to keep a private key, so that it could not read such a token.
  if (secretsOf(file).length === 0)
    return fault(member, 'encryption is for forms with a back end: give the form a client_secret')
  if (jwks_uri !== undefined)
    return mode === 'production' && !jwks_uri.startsWith('https:')
      ? fault(member, 'expected https in production')
      : { value: { jwks_uri } }
  const key = findEncryptionKey(jwks)
  return typeof key === 'string' ? fault(member, key) : { value: { key } }
}
