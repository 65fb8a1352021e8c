/** The provider's internal detail of an error → FranceConnect's code, as observed on its own core. */
const codes: Readonly<Record<string, string>> = {
  'invalid secret provided': 'Y0434A7B',
  'the provided authentication mechanism does not match the registered client authentication method':
    'Y044D82C',
  'no client authentication mechanism provided': 'Y044FEB3',
  'client authentication must only be provided using one mechanism': 'Y04DADA6',
  'authorization code not found': 'Y049E20B',
  'authorization code already consumed': 'Y0416228',
  'authorization code redirect_uri mismatch': 'Y04F8199',
  'client mismatch': 'Y047A2EA',
  'grant not found': 'Y0489D15',
  'grant is expired': 'Y0446BD3',
  'PKCE verification failed': 'Y0446550',
  'unsupported grant_type requested': 'Y04C2044',
  'no access token provided': 'Y04146A2',
  'authorization header scheme must be `Bearer`': 'Y043D61A',
  "redirect_uri did not match any of the client's registered redirect_uris": 'Y04C013C',
  'sector_identifier_uri is mandatory property': 'Y043310B',
  'client claim not allowed': 'Y100009',
  'could not decode id_token_hint': 'Y04FEDB9',
  'could not validate id_token_hint': 'Y045AFAE',
  'post_logout_redirect_uri not registered': 'Y04CFAEF',
  'client_id does not match the provided id_token_hint': 'Y0467882',
}

/** Details that hold a name, or that mean two things in two places. */
const patterns: readonly [RegExp, string][] = [
  [/^missing required parameter/, 'Y048017B'],
  [/^only application\/x-www-form-urlencoded/, 'Y043C322'],
]

/** An error as oidc-provider throws it. */
export interface ProtocolError {
  error: string
  error_description?: string | undefined
  error_detail?: string | undefined
}

/** FranceConnect's code of an error of its OpenID provider; Y040001 stands for all that have none of their own. */
export function protocolErrorCode({ error, ...error_ }: ProtocolError): string {
  const { error_description: description = '', error_detail: detail = '' } = error_
  if (detail === 'client not found') {
    return description === 'client authentication failed' ? 'Y0479FCE' : 'Y04EA6EF'
  }
  // Details may be the message of an underlying error: the description is then the stable one.
  const known = codes[detail] ?? codes[description]
  const pattern = patterns.find(([text]) => text.test(description))
  return known ?? pattern?.[1] ?? (error === 'invalid_client' ? 'Y04EA6EF' : 'Y040001')
}
