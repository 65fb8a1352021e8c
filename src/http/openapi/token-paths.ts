import { TokenParameters } from '../../domain/token-parameters.ts'
import { AccessTokenBody } from '../user-info.ts'
import {
  answer,
  type DocumentedAnswer,
  json,
  limited,
  neverKept,
  type Operation,
  type Paths,
  refusal,
  tooMany,
} from './document-parts.ts'
import {
  accessToken,
  basicAuthorization,
  code,
  confidentialClient,
  confidentialRedirect,
  confidentialSecret,
  publicClient,
  publicRedirect,
  verifier,
} from './example-values.ts'
import { body, formType } from './parameters.ts'
import { requestSchema } from './schemas.ts'

const tags = ['tokens']
const headers = {
  ...neverKept,
  ...limited,
  Pragma: { required: true, schema: { const: 'no-cache' } },
}
const readable = {
  'Access-Control-Allow-Origin': {
    description: 'The Origin of the request, where it is one of the form’s own.',
    schema: { type: 'string' },
  },
}

const refused = (description: string, answers?: readonly string[]): DocumentedAnswer =>
  answer(description, ...json('OAuthError'), {
    headers: { ...headers, ...readable },
    ...(answers !== undefined && { answers }),
  })

const ofPage = {
  grant_type: 'authorization_code',
  client_id: publicClient,
  redirect_uri: publicRedirect,
  code,
  code_verifier: verifier,
}

const token: Operation = {
  operationId: 'token',
  tags,
  summary: 'A one-time code for both tokens (RFC 6749 §4.1.3)',
  description:
    'A page proves itself by PKCE, a back end by its secret: in the Authorization header (client_secret_basic), or as client_secret in the body (client_secret_post), where each part of the header is form-encoded first.',
  security: [{}, { client_secret_basic: [] }],
  'x-authorization': { secret_in_the_header: basicAuthorization },
  requestBody: body(formType, TokenParameters, {
    page_of_a_form: ofPage,
    secret_in_the_body: {
      grant_type: 'authorization_code',
      client_id: confidentialClient,
      client_secret: confidentialSecret,
      redirect_uri: confidentialRedirect,
      code,
    },
    secret_in_the_header: {
      grant_type: 'authorization_code',
      redirect_uri: confidentialRedirect,
      code,
    },
    used_code: { ...ofPage, code: 'used' },
    unknown_client: { ...ofPage, client_id: 'inconnu' },
  }),
  responses: {
    '200': answer('Both tokens.', ...json('TokenResponse'), {
      headers: { ...headers, ...readable },
      answers: ['page_of_a_form', 'secret_in_the_body', 'secret_in_the_header'],
    }),
    '400': refused('invalid_request, invalid_grant or unsupported_grant_type.', ['used_code']),
    '401': refused('invalid_client; by Basic also WWW-Authenticate.', ['unknown_client']),
    '403': refused('The Origin is not one of the form’s.'),
    '413': refused('More than 16 KB.'),
    '415': refused('No form encoding.'),
    '429': refused('Too many requests from this address in a minute.'),
    '500': refused('Something is wrong on our side.'),
    '503': refused('The store, or the key that the form’s tokens are encrypted to, cannot be had.'),
  },
}

const claims = (operationId: string, summary: string): Operation => ({
  operationId,
  tags,
  summary,
  security: [{ bearer: [] }],
  responses: {
    '200': answer('sub, and each field that has a value.', ...json('UserInfo'), {
      headers: { ...neverKept, ...limited },
      answers: ['logged_in'],
    }),
    '401': answer(
      'No token, or one that is unknown or older than 60 seconds.',
      ...json('OAuthError'),
      {
        headers: {
          ...neverKept,
          ...limited,
          'WWW-Authenticate': { required: true, schema: { type: 'string', pattern: '^Bearer' } },
        },
        answers: ['unknown_token'],
      },
    ),
    ...tooMany,
  },
})

const bodyOf = (value: string) => ({ value: { access_token: value } })

const byPost = claims('userInfoByPost', 'The same, with the token in the body (RFC 6750 §2.2)')

/** Tokens, and what they are exchanged for. */
export const tokenPaths: Paths = {
  '/token': { post: token },
  '/userinfo': {
    get: {
      ...claims('userInfo', 'For back ends: each field flat (OpenID Connect Core §5.3)'),
      // Authorization is no parameter in OpenAPI: the security scheme stands for it.
      'x-authorization': { logged_in: `Bearer ${accessToken}`, unknown_token: 'Bearer unknown' },
    },
    post: {
      ...byPost,
      responses: { ...byPost.responses, '413': refusal('More than 16 KB.') },
      security: [{ bearer: [] }, {}],
      requestBody: {
        content: {
          [formType]: {
            schema: requestSchema(AccessTokenBody),
            examples: { logged_in: bodyOf(accessToken), unknown_token: bodyOf('unknown') },
          },
        },
      },
    },
  },
}
