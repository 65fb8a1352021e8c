import { randomUUID } from 'node:crypto'
import { type ProtocolError, protocolErrorCode } from './protocol-error-codes.ts'

const documentation =
  'https://docs.partenaires.franceconnect.gouv.fr/fs/fs-technique/fs-technique-erreurs/'

/** Details that the library words otherwise since the version on which FranceConnect runs (9.1.2). */
const formerDetails: Readonly<Record<string, string>> = {
  'unsupported code_challenge_method': 'PKCE verification failed',
}

/**
 * The JSON body of an error at the token, UserInfo and revocation endpoints: the provider's description with its
 * internal detail in parentheses ("undefined" when it has none), and where to read about the code.
 */
export function protocolErrorBody(error: ProtocolError): Record<string, string> {
  const error_detail = formerDetails[error.error_detail ?? ''] ?? error.error_detail
  const code = protocolErrorCode({ ...error, error_detail })
  return {
    error: error.error,
    error_description: `${error.error_description} (${error_detail})`,
    error_uri: `${documentation}?code=${code}&id=${randomUUID()}`,
  }
}
