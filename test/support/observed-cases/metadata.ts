import { createHash } from 'node:crypto'
import { agreeing, type ObservedCase, type ObservedGroup } from '../observed-case.ts'
import { type ObservedWorld, send } from '../observed-steps.ts'

const discoveryPath = '/.well-known/openid-configuration'

async function readJson({ issuer }: ObservedWorld, path: string) {
  return JSON.parse((await send(`${issuer}${path}`)).body)
}

async function cached({ issuer }: ObservedWorld, path: string): Promise<string> {
  const { status, headers } = await send(`${issuer}${path}`)
  return `${status} ${headers.get('content-type')}; Cache-Control: ${headers.get('cache-control')}`
}

function member(name: string, value: unknown): ObservedCase {
  const provoke = async (world: ObservedWorld) =>
    JSON.stringify((await readJson(world, discoveryPath))[name]) ?? 'absent'
  const observed = value === undefined ? 'absent' : JSON.stringify(value)
  return agreeing(name, `\`${name}\``, observed, provoke)
}

function address(name: string, path: string): ObservedCase {
  const provoke = async (world: ObservedWorld) => {
    const metadata = await readJson(world, discoveryPath)
    return String(metadata[name]).replace(world.issuer, 'ISSUER')
  }
  return agreeing(name, `\`${name}\``, `ISSUER${path}`, provoke)
}

/** Too long for a table: how many, and a hash of the sorted names that any change of one would change. */
function manyNames(
  name: string,
  observed: readonly [count: number, hash: string],
  simulator: readonly [count: number, hash: string],
): ObservedCase {
  const provoke = async (world: ObservedWorld) => {
    const names: string[] = (await readJson(world, discoveryPath))[name]
    const digest = createHash('sha256').update(names.toSorted().join(' ')).digest('hex')
    return `${names.length} names, SHA-256 of them sorted ${digest.slice(0, 16)}`
  }
  const said = ([count, hash]: readonly [number, string]) =>
    `${count} names, SHA-256 of them sorted ${hash}`
  return {
    id: name,
    request: `\`${name}\``,
    observed: said(observed),
    provoke,
    differs: 'scopes that the state APIs document and the core did not have yet are granted too',
    simulator: said(simulator),
  }
}

async function memberNames(world: ObservedWorld): Promise<string> {
  return Object.keys(await readJson(world, discoveryPath))
    .sort()
    .join(', ')
}

interface Key {
  kty: string
  alg: string
  crv?: string
  use: string
  kid: string
  n?: string
}

async function keysOf(world: ObservedWorld): Promise<Key[]> {
  return (await readJson(world, '/jwks')).keys
}

async function describeKeys(world: ObservedWorld): Promise<string> {
  const keys = await keysOf(world)
  return keys
    .map(
      (key) => `${key.kty} ${key.alg} ${key.use} ${key.kid} (${Object.keys(key).sort().join(' ')})`,
    )
    .join('; ')
}

async function rsaBits(world: ObservedWorld): Promise<string> {
  const { n = '' } = (await keysOf(world)).find(({ kty }) => kty === 'RSA') ?? {}
  return `${Buffer.from(n, 'base64url').length * 8} bits`
}

const names = [
  'acr_values_supported',
  'authorization_endpoint',
  'authorization_response_iss_parameter_supported',
  'claim_types_supported',
  'claims_parameter_supported',
  'claims_supported',
  'code_challenge_methods_supported',
  'dpop_signing_alg_values_supported',
  'end_session_endpoint',
  'grant_types_supported',
  'id_token_signing_alg_values_supported',
  'issuer',
  'jwks_uri',
  'request_object_signing_alg_values_supported',
  'request_parameter_supported',
  'request_uri_parameter_supported',
  'response_modes_supported',
  'response_types_supported',
  'revocation_endpoint',
  'scopes_supported',
  'subject_types_supported',
  'token_endpoint',
  'token_endpoint_auth_methods_supported',
  'token_endpoint_auth_signing_alg_values_supported',
  'userinfo_endpoint',
  'userinfo_signing_alg_values_supported',
]

/** The discovery document and the published keys. */
export const metadata: ObservedGroup = {
  title: 'Metadata and keys',
  cases: [
    agreeing(
      'discovery-cache',
      'the discovery document: its Cache-Control',
      'public, max-age=600',
      async ({ issuer }) =>
        String((await send(`${issuer}${discoveryPath}`)).headers.get('cache-control')),
    ),
    agreeing('members', 'its members, and no others', names.join(', '), memberNames),
    address('issuer', ''),
    address('authorization_endpoint', '/authorize'),
    address('token_endpoint', '/token'),
    address('userinfo_endpoint', '/userinfo'),
    address('end_session_endpoint', '/session/end'),
    address('revocation_endpoint', '/token/revocation'),
    address('jwks_uri', '/jwks'),
    member('acr_values_supported', ['eidas1']),
    member('authorization_response_iss_parameter_supported', true),
    member('claim_types_supported', ['normal']),
    member('claims_parameter_supported', true),
    manyNames('claims_supported', [106, '2db0cb7ad91d9a1c'], [113, '8ec4eedeaa831aec']),
    manyNames('scopes_supported', [104, 'e0ae5636a56a91b8'], [111, '429f70909042a662']),
    member('code_challenge_methods_supported', ['S256']),
    member('dpop_signing_alg_values_supported', ['ES256', 'RS256']),
    member('grant_types_supported', ['authorization_code']),
    member('id_token_signing_alg_values_supported', ['HS256', 'ES256', 'RS256']),
    member('userinfo_signing_alg_values_supported', ['HS256', 'ES256', 'RS256']),
    member('request_object_signing_alg_values_supported', ['ES256', 'RS256', 'HS256']),
    member('request_parameter_supported', true),
    member('request_uri_parameter_supported', false),
    member('response_modes_supported', ['form_post', 'fragment', 'query']),
    member('response_types_supported', ['code']),
    member('subject_types_supported', ['pairwise']),
    member('token_endpoint_auth_methods_supported', ['client_secret_post', 'private_key_jwt']),
    member('token_endpoint_auth_signing_alg_values_supported', ['ES256', 'RS256']),
    agreeing(
      'jwks',
      'the keys: type and Cache-Control',
      '200 application/jwk-set+json; charset=utf-8; Cache-Control: public, max-age=600',
      (world) => cached(world, '/jwks'),
    ),
    agreeing(
      'keys',
      'the keys: kind, identifier, members',
      'EC ES256 sig pkcs11:ES256:hsm (alg crv kid kty use x y); RSA RS256 sig pkcs11:RS256:hsm (alg e kid kty n use)',
      describeKeys,
    ),
    {
      id: 'rsa-bits',
      request: 'the RSA key',
      observed: '4096 bits',
      provoke: rsaBits,
      differs: 'the simulator starts sooner with a shorter one',
      simulator: '2048 bits',
    },
  ],
}
