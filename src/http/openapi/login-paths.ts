import { AuthorizationParameters } from '../../domain/authorization-parameters.ts'
import { type Paths, page, redirect, refusal, tooMany } from './document-parts.ts'
import {
  challenge,
  confidentialClient,
  confidentialRedirect,
  publicClient,
  publicRedirect,
} from './example-values.ts'
import { body, formType, parameter, queryParameters } from './parameters.ts'

const tags = ['login']

const publicForm = {
  client_id: publicClient,
  redirect_uri: publicRedirect,
  response_type: 'code',
  scope: 'openid',
  state: 'af0ifjsldkj',
  nonce: 'n-0S6_WzA2Mj',
  code_challenge: challenge,
  code_challenge_method: 'S256',
}

const requests = {
  page_of_a_form: publicForm,
  back_end: {
    client_id: confidentialClient,
    redirect_uri: confidentialRedirect,
    response_type: 'code',
    scope: 'openid',
  },
  without_proof_key: { ...publicForm, code_challenge: '' },
  unregistered_address: { ...publicForm, redirect_uri: 'https://exemple.fr/' },
}

const onward = redirect(
  'To the page that asks the citizen, or to FranceConnect; or back to the form with error, error_description, state and iss, where client and address are proven and the rest is wrong.',
  ['page_of_a_form', 'back_end', 'without_proof_key'],
)
const unproven = page(
  'A page: client or address is not proven, so that nothing is redirected (RFC 9700 §4.11).',
  ['unregistered_address'],
)

/** The authorization endpoint, and FranceConnect's way back. */
export const loginPaths: Paths = {
  '/authorize': {
    get: {
      operationId: 'authorize',
      tags,
      summary: 'A form sends its citizen here (OpenID Connect Core §3.1.2)',
      parameters: queryParameters(AuthorizationParameters, requests),
      responses: { '303': onward, '400': unproven, ...tooMany },
    },
    post: {
      operationId: 'authorizeByPost',
      tags,
      summary: 'The same, by a form: leads to the same request as a GET',
      requestBody: body(formType, AuthorizationParameters, {
        page_of_a_form: publicForm,
        unregistered_address: requests.unregistered_address,
      }),
      responses: {
        '303': redirect('To GET /authorize; or back to the form with an error.', [
          'page_of_a_form',
        ]),
        '400': unproven,
        '413': refusal('More than 16 KB.'),
        '415': refusal('No form encoding.'),
        ...tooMany,
      },
    },
  },
  '/callback': {
    get: {
      operationId: 'callback',
      tags,
      summary: 'FranceConnect’s redirect URI, one for all forms',
      description:
        'For the browser that began the login: with another, or later than an hour, it completes nothing.',
      parameters: [
        parameter('query', 'state', 'As it was sent to FranceConnect.', { invented: 'x' }),
        parameter('query', 'code', 'FranceConnect’s authorization code.'),
        parameter('query', 'error', 'Where the citizen did not complete the login.'),
        parameter('query', 'iss', 'FranceConnect (RFC 9207).'),
      ],
      responses: {
        '200': page('The progress page, where the agencies take more than 700 ms.'),
        '303': redirect(
          'To the review page; or to the form with code, state and iss, or an error.',
        ),
        '400': page('The state is not of this browser, or of nobody.', ['invented']),
        '429': page('Too many refused codes from this address.'),
      },
    },
    head: {
      operationId: 'callbackHead',
      tags,
      summary: 'Refused: it would spend the code',
      responses: { '405': refusal('Only GET.', ['plain']) },
    },
  },
}
