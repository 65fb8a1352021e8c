import { describe, expect, test } from '@jest/globals'
import { readParameters } from '../../src/domain/parameters.ts'
import { readAuthorizationRequest } from '../../src/flow/authorization-request.ts'
import { aConfidentialForm, aForm, aRegistry } from '../support/forms.ts'

const form = aForm()
const confidential = aConfidentialForm()
const forms = aRegistry(form, confidential)
const redirect_uri = 'http://localhost:8080/cantine'

const good = {
  client_id: 'demo-cantine',
  redirect_uri,
  response_type: 'code',
  scope: 'openid',
  state: 's',
  nonce: 'n',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
}

/** The request that is good but for the changes: `undefined` removes, a list repeats. */
function encode(changes: Readonly<Record<string, string | readonly string[] | undefined>>): string {
  const encoded = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...good, ...changes }))
    for (const one of [value ?? []].flat()) encoded.append(name, one)
  return encoded.toString()
}

const read = (changes: Parameters<typeof encode>[0] = {}) =>
  readAuthorizationRequest(readParameters(encode(changes)), forms)

const accepted = {
  form,
  redirectUri: redirect_uri,
  state: 's',
  nonce: 'n',
  codeChallenge: good.code_challenge,
  uiLocales: undefined,
}

const fault = (changes: Parameters<typeof encode>[0]) => {
  try {
    read(changes)
  } catch (error) {
    const { name, message } = error as Error
    return { ...(error as object), name, message }
  }
  return undefined
}

describe('a good request', () => {
  test('when it is sent, then it is read', () => {
    expect(read()).toEqual(accepted)
  })

  const printable = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))

  test.each([
    [
      'with every printable character',
      { state: printable, nonce: printable },
      { state: printable, nonce: printable },
    ],
    [
      'with the longest values',
      { state: 's'.repeat(512), nonce: 'n'.repeat(256) },
      { state: 's'.repeat(512), nonce: 'n'.repeat(256) },
    ],
    ['with languages', { ui_locales: 'en fr' }, { uiLocales: 'en fr' }],
    ['with other scopes', { scope: 'profile openid email' }, {}],
    ['with response_mode query', { response_mode: 'query' }, {}],
    ['with another prompt', { prompt: 'login consent' }, {}],
    [
      'with parameters that nobody knows',
      { utm_source: ['a', 'b'], max_age: '0', claims: '{}' },
      {},
    ],
    [
      'to its other address',
      { redirect_uri: form.redirect_uris[1] },
      { redirectUri: form.redirect_uris[1] },
    ],
    // RFC 6749 §3.1: a parameter without a value counts as omitted.
    ['with an empty prompt', { prompt: '' }, {}],
    ['with an empty request', { request: '' }, {}],
  ])('when it is sent %s, then it is read', (_, changes, differences) => {
    expect(read(changes)).toEqual({ ...accepted, ...differences })
  })

  test('when the form is confidential, then it needs no challenge, and may send one', () => {
    const changes = { client_id: confidential.client_id }
    const request = { ...accepted, form: confidential }
    expect(read(changes)).toEqual(request)
    const without = { ...changes, code_challenge: undefined, code_challenge_method: undefined }
    expect(read(without)).toEqual({ ...request, codeChallenge: undefined })
  })

  test('when the form is confidential, then its library may leave out state and nonce', () => {
    const changes = { client_id: confidential.client_id, state: '', nonce: undefined }
    const request = { ...accepted, form: confidential, state: undefined, nonce: undefined }
    expect(read(changes)).toEqual(request)
  })
})

describe('before client and address are proven, a page', () => {
  test.each([
    [{ client_id: undefined }, 'unusable_request', undefined, undefined],
    [{ client_id: '' }, 'unusable_request', undefined, undefined],
    [{ client_id: ['demo-cantine', 'demo-cantine'] }, 'unusable_request', undefined, undefined],
    [{ client_id: 'x' }, 'unknown_client', undefined, undefined],
    [{ client_id: 'constructor' }, 'unknown_client', undefined, undefined],
    [{ client_id: 'Demo-cantine' }, 'unknown_client', undefined, undefined],
    [{ redirect_uri: undefined }, 'unusable_request', form, undefined],
    [{ redirect_uri: '' }, 'unusable_request', form, undefined],
    [{ redirect_uri: [redirect_uri, redirect_uri] }, 'unusable_request', form, undefined],
    ...[
      `${redirect_uri}/`,
      `${redirect_uri}?`,
      `${redirect_uri}#`,
      `${redirect_uri}?x=1`,
      'http://localhost:8081/cantine',
      'http://LOCALHOST:8080/cantine',
      'http://localhost:8080/x/../cantine',
      'http://localhost:8080/',
      'https://demo.exemple.fr/cantine',
      'https://demo.exemple.fr/cantine?page=1&x',
      'https://evil.exemple/',
      ' http://localhost:8080/cantine',
    ].map(
      (received) =>
        [{ redirect_uri: received }, 'unregistered_redirect_uri', form, received] as const,
    ),
    // Whatever else is wrong.
    [
      { client_id: 'x', response_type: 'token', state: ['a', 'b'] },
      'unknown_client',
      undefined,
      undefined,
    ],
  ] as const)('when %j, then %s', (changes, code, provenForm, receivedUri) => {
    expect(fault(changes as Parameters<typeof encode>[0])).toMatchObject({
      name: 'ServiceError',
      code,
      form: provenForm,
      receivedUri,
    })
  })
})

describe('after, an error redirect', () => {
  const unfit = 'is too long or not printable ASCII'
  const none = { state: undefined }

  test.each([
    [{ state: ['s', 's'] }, 'invalid_request', 'state is repeated', none],
    [{ nonce: ['n', 'n'] }, 'invalid_request', 'nonce is repeated', {}],
    [{ scope: ['openid', 'openid'] }, 'invalid_request', 'scope is repeated', {}],
    [{ response_type: ['code', 'code'] }, 'invalid_request', 'response_type is repeated', {}],
    [{ code_challenge: ['a', 'b'] }, 'invalid_request', 'code_challenge is repeated', {}],
    [
      { code_challenge_method: ['S256', 'plain'] },
      'invalid_request',
      'code_challenge_method is repeated',
      {},
    ],
    [{ response_mode: ['query', 'query'] }, 'invalid_request', 'response_mode is repeated', {}],
    [{ prompt: ['login', 'none'] }, 'invalid_request', 'prompt is repeated', {}],
    [{ ui_locales: ['fr', 'en'] }, 'invalid_request', 'ui_locales is repeated', {}],
    [{ state: 's'.repeat(513) }, 'invalid_request', `state ${unfit}`, none],
    [{ state: 'é' }, 'invalid_request', `state ${unfit}`, none],
    [{ state: 'a\nb' }, 'invalid_request', `state ${unfit}`, none],
    [{ state: 'a\n' }, 'invalid_request', `state ${unfit}`, none],
    [{ nonce: 'n'.repeat(257) }, 'invalid_request', `nonce ${unfit}`, {}],
    [{ nonce: 'a\0' }, 'invalid_request', `nonce ${unfit}`, {}],
    [{ state: undefined }, 'invalid_request', 'state is missing', none],
    [{ state: '' }, 'invalid_request', 'state is missing', none],
    [{ nonce: undefined }, 'invalid_request', 'nonce is missing', {}],
    [{ nonce: '' }, 'invalid_request', 'nonce is missing', {}],
    [{ request: 'x' }, 'request_not_supported', 'request is not supported', {}],
    [{ request_uri: 'x' }, 'request_uri_not_supported', 'request_uri is not supported', {}],
    [{ response_type: undefined }, 'invalid_request', 'response_type is missing', {}],
    [{ response_type: 'token' }, 'unsupported_response_type', 'response_type must be code', {}],
    [
      { response_type: 'code id_token' },
      'unsupported_response_type',
      'response_type must be code',
      {},
    ],
    [{ response_mode: 'fragment' }, 'invalid_request', 'response_mode must be query', {}],
    [{ response_mode: 'form_post' }, 'invalid_request', 'response_mode must be query', {}],
    [{ scope: undefined }, 'invalid_scope', 'scope must hold openid', {}],
    [{ scope: 'profile' }, 'invalid_scope', 'scope must hold openid', {}],
    [{ scope: 'openid2' }, 'invalid_scope', 'scope must hold openid', {}],
    [{ prompt: 'none' }, 'login_required', 'a login always needs the citizen', {}],
    [{ prompt: 'login none' }, 'login_required', 'a login always needs the citizen', {}],
    [{ code_challenge: undefined }, 'invalid_request', 'code_challenge is missing', {}],
    [{ code_challenge: '' }, 'invalid_request', 'code_challenge is missing', {}],
    [
      { code_challenge_method: undefined },
      'invalid_request',
      'code_challenge_method must be S256',
      {},
    ],
    [
      { code_challenge_method: 'plain' },
      'invalid_request',
      'code_challenge_method must be S256',
      {},
    ],
    ...['a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`, `${'a'.repeat(42)}+`].map(
      (code_challenge) =>
        [
          { code_challenge },
          'invalid_request',
          'code_challenge is not a SHA-256 in base64url',
          {},
        ] as const,
    ),
    [
      { client_id: 'demo-etat-civil', code_challenge_method: 'plain' },
      'invalid_request',
      'code_challenge_method must be S256',
      {},
    ],
  ] as const)('when %j, then %s: %s', (changes, error, message, differences) => {
    expect(fault(changes as Parameters<typeof encode>[0])).toEqual({
      name: 'AuthorizationError',
      form: expect.objectContaining({ client_id: expect.stringMatching(/^demo-/) }),
      error,
      message,
      redirectUri: redirect_uri,
      state: 's',
      ...differences,
    })
  })

  test.each([
    [{ scope: ['a', 'b'], state: 'é' }, 'scope is repeated'],
    [{ state: 'é', request: 'x' }, `state ${unfit}`],
    [{ request: 'x', response_type: 'token' }, 'request is not supported'],
    [{ response_type: 'token', response_mode: 'fragment' }, 'response_type must be code'],
    [{ response_mode: 'fragment', scope: 'x' }, 'response_mode must be query'],
    [{ scope: 'x', prompt: 'none' }, 'scope must hold openid'],
    [{ prompt: 'none', code_challenge: undefined }, 'a login always needs the citizen'],
  ])('when several rules are broken (%j), then the first is told', (changes, message) => {
    expect(fault(changes)).toMatchObject({ message })
  })
})
