import type { ErrorCode } from './errors.ts'

/** The codes of the catalogue that go back to a form by redirect; the others end on a page or answer a program. */
export const redirectedErrors = [
  'login_already_done',
  'login_interrupted',
  'at_capacity',
  'store_unavailable',
  'login_cancelled',
  'franceconnect_unavailable',
  'franceconnect_failed',
  'franceconnect_rejected_request',
  'franceconnect_untrusted',
  'franceconnect_code_expired',
  'form_key_unavailable',
  'internal',
] as const satisfies readonly ErrorCode[]

export type RedirectedError = (typeof redirectedErrors)[number]
