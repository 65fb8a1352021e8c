const error = (summary: string) => ({ level: 'error', summary }) as const
const warning = (summary: string) => ({ level: 'warning', summary }) as const
const advice = (summary: string) => ({ level: 'advice', summary }) as const

/** What is judged of the outside, with `--online`. */
export const onlineRules = {
  'franceconnect-away': error('FranceConnect gives no usable answer'),
  'franceconnect-metadata': error(
    'FranceConnect’s metadata are not those of its issuer, or lack something',
  ),
  'franceconnect-keys': error('FranceConnect publishes no key for the configured algorithm'),
  'franceconnect-client': error('FranceConnect does not know the client'),
  'franceconnect-redirect': error('FranceConnect does not know our redirect URI'),
  'franceconnect-sector': error('FranceConnect wants a sector_identifier_uri, or cannot read it'),
  'franceconnect-scope': error('FranceConnect has not granted the client a scope'),
  'franceconnect-secret': error('FranceConnect does not take the client’s secret'),
  'franceconnect-refuses': error('FranceConnect refuses a login for another reason'),
  clock: error('our clock and FranceConnect’s are so far apart that logins fail'),
  'clock-drifts': warning('our clock and FranceConnect’s, or Redis’s, drift apart'),
  'redis-away': error('Redis gives no usable answer'),
  'redis-refuses': error('Redis refuses a command that the service needs'),
  'redis-evicts': warning('Redis forgets what lives when it is full'),
  'redis-privileges': advice('the user of Redis may do more than the service needs'),
  'api-away': warning('a state API gives no usable answer, or says that the agency does not'),
  'impot-client': error('the tax office does not take the collectivite’s client'),
  'form-keys': error('the address of a form’s keys gives none that can be used'),
  'not-asked': advice('the outside was not asked about everything, to keep the time'),
} as const
