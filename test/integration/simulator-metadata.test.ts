import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startTestService, type TestService } from '../support/simulator-relying-party.ts'

let service: TestService

beforeAll(async () => {
  service = await startTestService()
})
afterAll(() => service.simulator.close())

async function read(path: string) {
  const response = await fetch(`${service.simulator.issuer}${path}`)
  const { headers } = response
  return {
    type: headers.get('content-type'),
    cache: headers.get('cache-control'),
    body: await response.json(),
  }
}

test('when the metadata are read, then they promise what FranceConnect’s promise', async () => {
  const { issuer } = service.simulator
  const { type, cache, body } = await read('/.well-known/openid-configuration')
  const { scopes_supported, claims_supported, ...rest } = body
  expect({ type, cache }).toEqual({
    type: 'application/json; charset=utf-8',
    cache: 'public, max-age=600',
  })
  expect(rest).toEqual({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    end_session_endpoint: `${issuer}/session/end`,
    jwks_uri: `${issuer}/jwks`,
    revocation_endpoint: `${issuer}/token/revocation`,
    acr_values_supported: ['eidas1'],
    claims_parameter_supported: true,
    claim_types_supported: ['normal'],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['authorization_code'],
    authorization_response_iss_parameter_supported: true,
    response_modes_supported: ['form_post', 'fragment', 'query'],
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['ES256', 'RS256'],
    id_token_signing_alg_values_supported: ['HS256', 'ES256', 'RS256'],
    userinfo_signing_alg_values_supported: ['HS256', 'ES256', 'RS256'],
    request_parameter_supported: true,
    request_uri_parameter_supported: false,
    request_object_signing_alg_values_supported: ['ES256', 'RS256', 'HS256'],
    dpop_signing_alg_values_supported: ['ES256', 'RS256'],
  })
  expect([scopes_supported.length, claims_supported.length]).toEqual([111, 113])
  expect(scopes_supported).not.toContain('offline_access')
  expect(claims_supported).toEqual(
    expect.arrayContaining(['given_name_array', 'idp_birthdate', 'amr', 'cnaf_quotient_familial']),
  )
})

test('when the keys are read, then there is one per algorithm, public, under FranceConnect’s identifiers', async () => {
  const { type, cache, body } = await read('/jwks')
  expect({ type, cache, body }).toEqual({
    type: 'application/jwk-set+json; charset=utf-8',
    cache: 'public, max-age=600',
    body: {
      keys: [
        {
          kty: 'EC',
          use: 'sig',
          kid: 'pkcs11:ES256:hsm',
          alg: 'ES256',
          crv: 'P-256',
          x: expect.any(String),
          y: expect.any(String),
        },
        {
          kty: 'RSA',
          use: 'sig',
          kid: 'pkcs11:RS256:hsm',
          alg: 'RS256',
          e: 'AQAB',
          n: expect.any(String),
        },
      ],
    },
  })
})
