import { createHash } from 'node:crypto'
import type { FormAuthentication } from '../../src/domain/form.ts'

export const someSecret = 'un secret: à 100 % & plus+'

/** How a form with a back end proves itself by a secret. */
export function provenBy(
  secret = someSecret,
  methods: readonly ('client_secret_basic' | 'client_secret_post')[] = [
    'client_secret_basic',
    'client_secret_post',
  ],
): Extract<FormAuthentication, { readonly secretHash: string }> {
  return { methods, secretHash: createHash('sha256').update(secret).digest('hex') }
}
