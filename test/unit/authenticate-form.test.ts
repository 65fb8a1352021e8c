import { describe, expect, test } from '@jest/globals'
import { readParameters } from '../../src/domain/parameters.ts'
import { authenticateForm } from '../../src/http/authenticate-form.ts'
import { provenBy, someSecret } from '../support/form-authentication.ts'
import { aConfidentialForm, aForm, aRegistry } from '../support/forms.ts'

const secret = someSecret
const publicForm = aForm()
const both = aConfidentialForm({ authentication: provenBy() })
const basicOnly = aConfidentialForm({
  client_id: 'basic-only',
  authentication: provenBy(secret, ['client_secret_basic']),
})
const postOnly = aConfidentialForm({
  client_id: 'post-only',
  authentication: provenBy(secret, ['client_secret_post']),
})
const { secretHash } = provenBy() as { secretHash: string }
const forms = aRegistry(publicForm, both, basicOnly, postOnly)

const formEncode = (text: string) => new URLSearchParams({ '': text }).toString().slice(1)
const base64 = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
const basic = (id: string, password = secret) => base64(`${formEncode(id)}:${formEncode(password)}`)
const post = (id: string, password = secret) =>
  new URLSearchParams({ client_id: id, client_secret: password }).toString()

const authenticate = (header: string | undefined, body: string) =>
  authenticateForm(header, readParameters(body), forms)

describe('a form that proves itself', () => {
  test.each([
    ['by its name, being public', undefined, 'client_id=demo-cantine', publicForm],
    [
      'with an empty secret, being public',
      undefined,
      'client_id=demo-cantine&client_secret=',
      publicForm,
    ],
    ['in the header', basic('demo-etat-civil'), '', both],
    [
      'in the header, by any writing of its scheme',
      basic('demo-etat-civil').replace('Basic', 'bAsIc'),
      '',
      both,
    ],
    [
      'in the header, percent-encoded',
      base64(`demo-etat-civil:${encodeURIComponent(secret)}`),
      '',
      both,
    ],
    [
      'in the header, its name also in the body',
      basic('basic-only'),
      'client_id=basic-only',
      basicOnly,
    ],
    ['in the body', undefined, post('demo-etat-civil'), both],
    ['in the only way registered', undefined, post('post-only'), postOnly],
  ])('when it does so %s, then it is found', (_, header, body, form) => {
    expect(authenticate(header, body)).toBe(form)
  })
})

describe('a client not proven', () => {
  const unknown = ['invalid_client', 'unknown client']
  const failed = ['invalid_client', 'client authentication failed']
  const malformed = ['invalid_client', 'the Authorization header is malformed']
  const repeated = ['invalid_request', 'a parameter is repeated']
  const twice = ['invalid_request', 'two client authentications at once']

  test.each([
    ['nothing', undefined, '', unknown],
    ['an unknown name', undefined, 'client_id=x', unknown],
    ['a name of every object', undefined, 'client_id=constructor', unknown],
    ['an unknown name in the header', basic('x'), '', unknown],
    ['a header of nothing', 'Basic ', '', unknown],
    ['another scheme', 'Bearer abc', 'client_id=demo-cantine', unknown],
    ['a header without colon', base64('demo-etat-civil'), '', unknown],
    ['a header that is not base64', 'Basic é', '', unknown],
    ['a header that is not form-encoded', base64('demo-etat-civil:%zz'), '', malformed],
    ['another secret', basic('demo-etat-civil', 'x'), '', failed],
    ['no secret in the header', basic('demo-etat-civil', ''), '', failed],
    ['a secret that only begins right', basic('demo-etat-civil', secret.slice(0, -1)), '', failed],
    ['the hash of the secret', basic('demo-etat-civil', secretHash), '', failed],
    ['a secret with more', undefined, post('demo-etat-civil', `${secret}x`), failed],
    ['no secret for a confidential form', undefined, 'client_id=demo-etat-civil', failed],
    ['a secret for a public form', undefined, post('demo-cantine'), failed],
    ['a header for a public form', basic('demo-cantine', ''), '', failed],
    ['the header where the body is registered', basic('post-only'), '', failed],
    ['the body where the header is registered', undefined, post('basic-only'), failed],
    ['two names', undefined, 'client_id=demo-cantine&client_id=demo-cantine', repeated],
    ['two secrets', undefined, `${post('demo-etat-civil')}&client_secret=x`, repeated],
    ['header and body', basic('demo-etat-civil'), post('demo-etat-civil'), twice],
  ])('when there is %s, then: %s', (_, header, body, [error, message]) => {
    let thrown: unknown
    try {
      authenticate(header, body)
    } catch (caught) {
      thrown = caught
    }
    expect(thrown).toMatchObject({ name: 'ClientAuthenticationError', error })
    expect((thrown as Error).message).toBe(message)
  })
})
