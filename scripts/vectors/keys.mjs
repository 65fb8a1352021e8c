import { testKey } from './sign.mjs'

/** 23 November 2026, 10:00 UTC: when the tokens are signed, unless they say otherwise. */
export const signedAt = 1_795_428_000
export const day = 24 * 3600

export const current = testKey('vectors-current')
export const earlier = testKey('vectors-earlier')
export const leaked = testKey('vectors-leaked')
/** Not published: whoever signs with it is nobody. */
export const pirate = testKey('vectors-pirate')

// Signs ID tokens for forms that know no ES256. Its private half was thrown away.
const idTokens = {
  kty: 'RSA',
  n: [
    'iRqeZk0bEPVZaqRgkkMNfPNfhHzldnsJ8wqeEni__q0T5wrcGGApRLu5VBKDBlpk7J4_mQgZWzBLD5k5BHliNQ',
    'kzrqDt3s4Sj1HOQi6FH1hGfQ0liRCfc6mBHMbPFPzx53JIh-BBpCBpzONAjlRJk1z7PLWWlPH2ZdzhubQGkF10',
    'pXtwYtslrbyEE_mPTZ_DFsOZwuulsVMJRt9cAHnUTw78OBIdJCFPCpmrPxQo--jMk1XwlRtgJVGFwS5DGEMCai',
    'hQhOW5lcESoAnwgvgbXL6DpAQoQvVROTZ-Z--dEoVsqbDHAroRcxxT2Hvm0HGlZj5C9pzD5I415axsLdCYrw',
  ].join(''),
  e: 'AQAB',
  kid: 'vectors-rsa',
  alg: 'RS256',
}

const published = ({ kid, jwk }, life) => ({ ...jwk, kid, alg: 'ES256', use: 'sig', ...life })

/** When the earlier key signed: until a day before the current one's tokens. */
export const earlierPeriod = { from: signedAt - 90 * day, until: signedAt - day }

/** What `GET /jwks/history` answers. */
export const history = {
  keys: [
    published(current, { status: 'active', valid_from: earlierPeriod.until }),
    { ...idTokens, use: 'sig', status: 'active', valid_from: earlierPeriod.from },
    published(earlier, {
      status: 'retired',
      valid_from: earlierPeriod.from,
      valid_until: earlierPeriod.until,
    }),
    published(leaked, {
      status: 'retired',
      valid_from: signedAt - 180 * day,
      valid_until: earlierPeriod.from,
      revoked_at: signedAt - 100 * day,
    }),
  ],
}

export const rsaKid = idTokens.kid
