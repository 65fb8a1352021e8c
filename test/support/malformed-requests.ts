/** A request that no honest client sends, or hardly. */
export interface MalformedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
}

/** A number of [0, 1), and the same ones again for the same seed (mulberry32). */
export function createSeededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const routes = [
  '/',
  '/.well-known/openid-configuration',
  '/.well-known/security.txt',
  '/jwks',
  '/jwks/history',
  '/forms/demo-cantine',
  '/forms/demo-etat-civil',
  '/forms/',
  '/widget/v1.js',
  '/assets/clerk.js',
  '/lecteur',
  '/authorize',
  '/ask/x',
  '/callback',
  '/continue/x',
  '/review/x',
  '/token',
  '/userinfo',
  '/verify',
  '/logout',
  '/logout/done',
  '/openapi.json',
  '/nowhere',
]
const methods = ['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']
const names = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'nonce',
  'code',
  'error',
  'iss',
  'code_challenge',
  'code_challenge_method',
  'code_verifier',
  'grant_type',
  'client_secret',
  'prefill_token',
  'submitted',
  'id_token_hint',
  'post_logout_redirect_uri',
  'ui_locales',
  'source',
  'kept',
  'chosen.enfant',
  '__proto__',
  'constructor',
  'toString',
  '',
]
const values = [
  '',
  'code',
  'openid',
  'S256',
  'authorization_code',
  'demo-cantine',
  'demo-etat-civil',
  'http://localhost:8080/cantine',
  'http://localhost:8080/etat-civil/retour',
  'x'.repeat(43),
  'x'.repeat(5000),
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '\u0000',
  '\r\nSet-Cookie: a=b',
  '%',
  '\ud83d\ude00',
  '\u202e',
  'null',
  '-1',
  '1e999',
  '{}',
  '[]',
  'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.',
  `${'a'.repeat(200)}.${'b'.repeat(200)}.${'c'.repeat(86)}`,
  'a.b.c.d.e',
]
const contentTypes = [
  'application/x-www-form-urlencoded',
  'application/json',
  'application/json; charset=utf-7',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded; charset=iso-8859-1',
  'x',
  '',
]
const odd: readonly (readonly [string, readonly string[]])[] = [
  ['cookie', ['a', '=', '__Host-x=;', 'a=b; a=c; a=d', `fcp=${'A'.repeat(3000)}`, 'x="', '%=%']],
  ['accept', ['*/*', 'text/html', '', ';;;', 'text/html;q=9', 'application/json']],
  ['accept-language', ['fr', 'en;q=x', '*', 'zz-zz-zz', ',,,', 'x'.repeat(500)]],
  [
    'authorization',
    ['Bearer', 'Bearer x', 'Basic', 'Basic =', 'Basic OjpmOg==', 'DPoP x', '\u00e9'],
  ],
  ['origin', ['null', 'http://localhost:8080', 'https://evil.example', 'x']],
  ['host', ['', 'evil.example', 'localhost:99999', '[::1', 'a b']],
  ['x-forwarded-host', ['evil.example', '']],
  ['x-forwarded-proto', ['https', 'javascript', '']],
  ['content-encoding', ['gzip', 'br', 'deflate', 'x', 'gzip, gzip']],
  ['sec-fetch-site', ['cross-site', 'x']],
  ['if-none-match', ['*', '"x"', 'W/']],
  ['range', ['bytes=0-1', 'bytes=-']],
  ['expect', ['100-continue', 'x']],
  ['upgrade', ['websocket', 'h2c']],
]

/** A request that is right, to be bent in one place or two. */
export interface RightRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly parameters: readonly (readonly [string, string])[]
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Makes requests that are wrong in every way that the seed's numbers can think of.
 * @param right what half of them start from
 */
export function createMalformedRequests(
  random: () => number,
  right: readonly RightRequest[],
): () => MalformedRequest {
  const below = (count: number) => Math.floor(random() * count)
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T
  const isSo = (chance: number) => random() < chance
  const junk = () => Buffer.from(Array.from({ length: below(60) }, () => below(256)))

  const value = (): string => {
    const one = pick(values)
    if (isSo(0.7)) return one
    const at = below(one.length + 1)
    return `${one.slice(0, at)}${junk().toString('latin1')}${one.slice(at)}`
  }
  const pairs = () => {
    const parameters = new URLSearchParams()
    for (let count = below(12); count > 0; count -= 1) parameters.append(pick(names), value())
    const text = parameters.toString()
    // Half an escape, a byte that is no UTF-8, a separator too many.
    return isSo(0.2) ? `${text}${pick(['%', '%e9', '&&&', '=', ';', '%00', '&='])}` : text
  }
  const nested = (depth: number): unknown => {
    if (depth === 0 || isSo(0.4)) return pick<unknown>([null, true, -1, 1e308, value(), [], {}])
    const members = Array.from({ length: below(4) }, () => [pick(names), nested(depth - 1)])
    return isSo(0.3) ? members : Object.fromEntries(members)
  }
  const json = (): string => {
    if (isSo(0.1)) return '['.repeat(below(20_000))
    const text = JSON.stringify(
      isSo(0.5) ? { prefill_token: value(), submitted: nested(4) } : nested(5),
    )
    return isSo(0.2) ? text.slice(0, below(text.length + 1)) : text
  }
  const body = (): Buffer =>
    pick([
      () => Buffer.from(pairs()),
      () => Buffer.from(json()),
      junk,
      () => Buffer.alloc(below(isSo(0.05) ? 400_000 : 3000), 'a'),
    ])()

  const path = (): string => {
    const route = pick(routes)
    const place = isSo(0.1)
      ? `${route}/${encodeURIComponent(Buffer.from(value()).toString())}`
      : route
    const bent = isSo(0.1)
      ? pick([
          `/${place}`,
          `${place}%`,
          `${place}/..`,
          place.toUpperCase(),
          `${place};a=b`,
          `${place}%00`,
        ])
      : place
    return isSo(0.7) ? `${bent}?${pairs()}` : bent
  }
  const headers = (): Record<string, string> => {
    const made: Record<string, string> = {}
    for (const [name, some] of odd)
      if (isSo(0.15))
        made[name] = isSo(0.8)
          ? pick(some)
          : junk()
              .toString('latin1')
              .replace(/[^\x20-\x7e\xa0-\xff]/g, '')
    return made
  }
  const bent = ({ method, path: place, parameters, headers: own = {} }: RightRequest) => {
    const pairs = parameters.map(([name, one]) => [name, one] as [string, string])
    for (let count = below(3); count > 0; count -= 1) {
      const index = below(pairs.length)
      const [name = '', one = ''] = pairs[index] ?? []
      const cut = one.slice(0, below(one.length + 1))
      pairs.splice(index, below(2), [isSo(0.2) ? pick(names) : name, isSo(0.5) ? value() : cut])
    }
    const text = new URLSearchParams(pairs).toString()
    const all = { ...own, ...(isSo(0.3) && headers()) }
    return method === 'GET'
      ? { method, path: `${place}?${text}`, headers: all, body: undefined }
      : {
          method,
          path: place,
          headers: { 'content-type': 'application/x-www-form-urlencoded', ...all },
          body: Buffer.from(text),
        }
  }
  const wild = (): MalformedRequest => {
    const method = isSo(0.8) ? pick(['GET', 'POST']) : pick(methods)
    const carries = method !== 'GET' && method !== 'HEAD' && isSo(0.9)
    return {
      method,
      path: path(),
      headers: { ...headers(), ...(carries && { 'content-type': pick(contentTypes) }) },
      body: carries ? body() : undefined,
    }
  }
  return () => (isSo(0.5) && right.length > 0 ? bent(pick(right)) : wild())
}
