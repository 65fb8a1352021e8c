import { createHmac, createPublicKey } from 'node:crypto'
import { current, day, earlier, earlierPeriod, leaked, pirate, rsaKid, signedAt } from './keys.mjs'
import { signES256 } from './sign.mjs'

const encode = (value) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

const certified = {
  source: 'franceconnect',
  assurance: 'verified',
  as_of: '2026-11-23',
}

const nom = { type: 'name', value: 'DUBOIS', claim: 'family_name', ...certified, locked: true }
const neLe = { type: 'date', value: '1962-08-24', claim: 'birthdate', ...certified, locked: true }
const commune = {
  type: 'code',
  value: null,
  source: 'franceconnect',
  claim: 'birthplace',
  reason: 'born_abroad',
  message: 'FranceConnect ne donne pas la commune pour une naissance à l’étranger.',
}

/** The claims of an ordinary token about a real person, for the form `demo-cantine`. */
export function claims(changes = {}) {
  return {
    iss: 'https://prefill.exemple.fr',
    aud: 'demo-cantine',
    sub: 'nobody-in-particular',
    jti: 'vector-1',
    iat: signedAt,
    exp: (changes.iat ?? signedAt) + day,
    acr: 'eidas1',
    demarche: 'restauration-scolaire',
    environment: 'real',
    canon: 1,
    fields: { nom, ne_le: neLe, commune },
    sources: { franceconnect: { status: 'ok' } },
    ...changes,
  }
}

/** A compact JWS, with whatever header and payload. */
export function sign(payload = claims(), { key = current, header = {} } = {}) {
  const input = `${encode({ alg: 'ES256', typ: 'prefill+jwt', kid: key.kid, ...header })}.${encode(payload)}`
  const { r, s } = signES256(key, input)
  return `${input}.${Buffer.concat([r, s]).toString('base64url')}`
}

const good = sign()
const [goodHeader, goodPayload, goodSignature] = good.split('.')

const withSignature = (bytes) => `${goodHeader}.${goodPayload}.${bytes.toString('base64url')}`

function flipped(place) {
  const bytes = Buffer.from(goodSignature, 'base64url')
  bytes[place] ^= 1
  return withSignature(bytes)
}

// X.690 §8.3: a number whose first bit is set needs a zero before it.
const derNumber = (bytes) => {
  const start = bytes.findIndex((byte) => byte !== 0)
  const whole = bytes.subarray(start)
  const body = whole[0] >= 0x80 ? Buffer.concat([Buffer.alloc(1), whole]) : whole
  return Buffer.concat([Buffer.from([2, body.length]), body])
}

function inDer() {
  const { r, s } = signES256(current, `${goodHeader}.${goodPayload}`)
  const body = Buffer.concat([derNumber(r), derNumber(s)])
  return withSignature(Buffer.concat([Buffer.from([0x30, body.length]), body]))
}

function macWith(secret) {
  const input = `${encode({ alg: 'HS256', typ: 'prefill+jwt', kid: current.kid })}.${goodPayload}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

const pem = createPublicKey({ key: current.jwk, format: 'jwk' }).export({
  type: 'spki',
  format: 'pem',
})

const unsigned = (header, signature) =>
  `${encode({ alg: 'ES256', typ: 'prefill+jwt', kid: current.kid, ...header })}.${goodPayload}.${signature}`

const without = (name) =>
  Object.fromEntries(Object.entries(claims()).filter(([key]) => key !== name))

const submitted = { nom: 'DUBOIS', ne_le: '24/08/1962', commune: 'Rome', autre: 'x' }

const origin = ({ source, assurance, as_of }) => ({ source, assurance, as_of })
const judged = (one, field) => ({ verdict: one, lock_broken: false, ...origin(field) })

const about = { demarche: 'restauration-scolaire', environment: 'real', jti: 'vector-1' }

const proven = (problems = [], changes = {}) => ({
  valid: problems.length === 0,
  problems,
  ...about,
  ...changes,
  fields: { nom: judged('unchanged', nom), ne_le: judged('equivalent', neLe) },
  added: ['commune', 'autre'],
})

const ofAnother = (problems) => ({
  ...proven(problems),
  fields: {},
  added: ['nom', 'ne_le', 'commune', 'autre'],
})

const unproven = (problem) => ({
  valid: false,
  problems: [problem],
  demarche: null,
  environment: null,
  jti: null,
  fields: {},
  added: ['nom', 'ne_le', 'commune', 'autre'],
})

const at = (instant) => new Date(instant * 1000).toISOString().replace('.000Z', 'Z')

const options = (changes = {}) => ({
  issuer: 'https://prefill.exemple.fr',
  client_id: 'demo-cantine',
  submitted_at: at(signedAt + 600),
  ...changes,
})

const fromTest = sign(claims({ environment: 'test' }))
const fromPage = sign(claims({ nonce: 'page-1' }))
const ofEarlier = (iat) => sign(claims({ iat }), { key: earlier })
const soonAfter = (iat) => ({ submitted_at: at(iat + 600) })

/** Every case: name, what it is, token, what comes out, and what it is held against where that is unusual. */
const cases = [
  ['good', 'an ordinary token, ten minutes old', good, proven()],
  ['blanks_around', 'as a text area may send it', ` ${good}\r\n`, proven()],
  [
    'last_second',
    'submitted in the second that it ends',
    good,
    proven(),
    { submitted_at: at(signedAt + day) },
  ],
  [
    'expired',
    'submitted a second too late',
    good,
    proven(['expired']),
    { submitted_at: at(signedAt + day + 1) },
  ],
  [
    'clocks_apart',
    'submitted a minute before it was signed: clocks differ',
    good,
    proven(),
    { submitted_at: at(signedAt - 60) },
  ],
  [
    'from_the_future',
    'submitted more than a minute before it was signed',
    good,
    proven(['expired']),
    { submitted_at: at(signedAt - 61) },
  ],
  [
    'other_form',
    'made for another form',
    sign(claims({ aud: 'demo-bibliotheque' })),
    ofAnother(['other_form']),
  ],
  [
    'other_issuer',
    'says that another service made it',
    sign(claims({ iss: 'https://prefill.exemple.org' })),
    ofAnother(['other_form']),
  ],
  [
    'several_problems',
    'late, about a test person, from another page, submitted before',
    sign(claims({ environment: 'test', nonce: 'page-1' })),
    proven(['expired', 'other_nonce', 'reused', 'test_token'], { environment: 'test' }),
    { submitted_at: at(signedAt + 2 * day), nonce: 'page-2', seen: ['vector-1'] },
  ],
  ['missing', 'an empty input', '', unproven('missing')],
  ['only_blanks', 'an input with blanks', ' \n', unproven('missing')],

  [
    'tampered_payload',
    'one claim is another than was signed',
    `${goodHeader}.${encode(claims({ fields: { nom: { ...nom, value: 'MARTIN' }, ne_le: neLe, commune } }))}.${goodSignature}`,
    unproven('tampered'),
  ],
  [
    'tampered_header',
    'a header member is another than was signed',
    `${encode({ typ: 'prefill+jwt', alg: 'ES256', kid: current.kid })}.${goodPayload}.${goodSignature}`,
    unproven('tampered'),
  ],
  ['tampered_signature', 'one bit of the signature is another', flipped(3), unproven('tampered')],
  [
    'zero_signature',
    'r and s are zero (CVE-2022-21449)',
    withSignature(Buffer.alloc(64)),
    unproven('tampered'),
  ],
  [
    'short_signature',
    'the signature lacks its last byte',
    withSignature(Buffer.from(goodSignature, 'base64url').subarray(0, 63)),
    unproven('tampered'),
  ],
  ['no_signature', 'the signature is empty', `${goodHeader}.${goodPayload}.`, unproven('tampered')],
  [
    'der_signature',
    'the signature is written in DER (RFC 7518 §3.4 wants r and s, 32 bytes each)',
    inDer(),
    unproven('tampered'),
  ],
  ['two_parts', 'the signature is missing', `${goodHeader}.${goodPayload}`, unproven('tampered')],
  ['no_token', 'anything but a token', 'prefill', unproven('tampered')],
  ['no_json', 'our own key signed no JSON', sign('prefill'), unproven('tampered')],
  ['no_jti', 'our own key signed a claim too few', sign(without('jti')), unproven('tampered')],
  [
    'audience_list',
    'our own key signed a list of forms',
    sign(claims({ aud: ['demo-cantine'] })),
    unproven('tampered'),
  ],
  [
    'time_as_text',
    'our own key signed a time that is no number',
    sign(claims({ exp: String(signedAt + day) })),
    unproven('tampered'),
  ],
  [
    'other_canon',
    'rules of comparison that are not known yet',
    sign(claims({ canon: 2 })),
    unproven('tampered'),
  ],

  [
    'id_token',
    'an ID token, signed with our key',
    sign(
      {
        iss: 'https://prefill.exemple.fr',
        aud: 'demo-cantine',
        sub: 'nobody-in-particular',
        iat: signedAt,
        exp: signedAt + 300,
      },
      { header: { typ: 'JWT' } },
    ),
    unproven('wrong_type'),
  ],
  [
    'typ_jwt',
    'all the right claims under another type',
    sign(claims(), { header: { typ: 'JWT' } }),
    unproven('wrong_type'),
  ],
  ['no_typ', 'no type', sign(claims(), { header: { typ: undefined } }), unproven('wrong_type')],
  [
    'typ_as_media_type',
    'another writing of the type',
    sign(claims(), { header: { typ: 'application/prefill+jwt' } }),
    unproven('wrong_type'),
  ],
  ['alg_none', 'unsigned', unsigned({ alg: 'none' }, ''), unproven('wrong_type')],
  [
    'alg_none_capital',
    'unsigned, for filters that know one writing',
    unsigned({ alg: 'None' }, ''),
    unproven('wrong_type'),
  ],
  [
    'hs256_public_jwk',
    'HMAC with the public JWK as secret',
    macWith(JSON.stringify(current.jwk)),
    unproven('wrong_type'),
  ],
  [
    'hs256_public_pem',
    'HMAC with the public key in PEM as secret',
    macWith(pem),
    unproven('wrong_type'),
  ],
  [
    'rs256',
    'RS256 under the kid of the RSA key',
    unsigned({ alg: 'RS256', kid: rsaKid }, goodSignature),
    unproven('wrong_type'),
  ],

  [
    'embedded_jwk',
    'a pirate signed, and brings the key along',
    sign(claims(), { key: pirate, header: { jwk: pirate.jwk, kid: current.kid } }),
    unproven('tampered'),
  ],
  [
    'embedded_own_jwk',
    'our own key signed, and is brought along',
    sign(claims(), { header: { jwk: current.jwk } }),
    unproven('tampered'),
  ],
  [
    'jku',
    'says where the keys would be',
    sign(claims(), { header: { jku: 'https://pirate.exemple/jwks' } }),
    unproven('tampered'),
  ],
  [
    'crit',
    'a header member that must be understood',
    sign(claims(), { header: { crit: ['exp'], exp: signedAt } }),
    unproven('tampered'),
  ],
  [
    'pirate_key',
    'a pirate signed under our kid',
    sign(claims(), { key: pirate, header: { kid: current.kid } }),
    unproven('tampered'),
  ],
  [
    'unknown_kid',
    'our own key signed under a kid that is not published',
    sign(claims(), { header: { kid: 'vectors-unknown' } }),
    unproven('tampered'),
  ],
  ['no_kid', 'no kid', sign(claims(), { header: { kid: undefined } }), unproven('tampered')],
  [
    'kid_of_rsa_key',
    'our own key signed under the kid of the RSA key',
    sign(claims(), { header: { kid: rsaKid } }),
    unproven('tampered'),
  ],
  [
    'kid_of_other_key',
    'our own key signed under the kid of an earlier one',
    sign(claims(), { header: { kid: earlier.kid } }),
    unproven('tampered'),
  ],

  [
    'earlier_key',
    'a retired key, in its last second',
    ofEarlier(earlierPeriod.until),
    proven(),
    soonAfter(earlierPeriod.until),
  ],
  [
    'retired_key',
    'a retired key, a second after its period',
    ofEarlier(earlierPeriod.until + 1),
    proven(['retired_key']),
    soonAfter(earlierPeriod.until + 1),
  ],
  [
    'before_its_period',
    'a key, a second before its period',
    ofEarlier(earlierPeriod.from - 1),
    proven(['retired_key']),
    soonAfter(earlierPeriod.from - 1),
  ],
  [
    'revoked_key',
    'a revoked key: whenever it says that it signed, it proves nothing',
    sign(claims({ iat: signedAt - 120 * day }), { key: leaked }),
    unproven('revoked_key'),
    soonAfter(signedAt - 120 * day),
  ],

  ['test_person', 'about a test person', fromTest, proven(['test_token'], { environment: 'test' })],
  [
    'test_person_allowed',
    'about a test person, on a test system',
    fromTest,
    proven([], { environment: 'test' }),
    { allow_test: true },
  ],
  ['same_nonce', 'from the page that it was made for', fromPage, proven(), { nonce: 'page-1' }],
  ['other_nonce', 'from another page', fromPage, proven(['other_nonce']), { nonce: 'page-2' }],
  [
    'lacking_nonce',
    'a nonce is expected, the token has none',
    good,
    proven(['other_nonce']),
    { nonce: 'page-1' },
  ],
  ['nonce_not_expected', 'the token has a nonce, none is expected', fromPage, proven()],
  [
    'reused',
    'the jti came with an earlier submission',
    good,
    proven(['reused']),
    { seen: ['vector-0', 'vector-1'] },
  ],
  ['not_reused', 'other tokens came before', good, proven(), { seen: ['vector-0'] }],
]

/** The cases about tokens, each with everything that its verdict depends on. */
export const tokenVectors = cases.map(([id, says, token, expected, changes]) => ({
  id,
  says,
  token,
  submitted,
  options: options(changes),
  expected,
}))

export { options }
