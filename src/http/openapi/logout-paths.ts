import { LogoutParameters } from '../../domain/logout-parameters.ts'
import { type Paths, page, redirect, refusal, tooMany } from './document-parts.ts'
import { publicClient } from './example-values.ts'
import { body, formType, parameter, queryParameters } from './parameters.ts'

const tags = ['login']

const requests = {
  ask_first: { client_id: publicClient, post_logout_redirect_uri: 'http://localhost:8080/' },
  unregistered_address: {
    client_id: publicClient,
    post_logout_redirect_uri: 'https://exemple.fr/',
  },
}

const refusedHead = refusal('Only GET.', ['plain'])

const responses = {
  '200': page('The question whether to log out, or that it is done.', ['ask_first']),
  '303': redirect('To FranceConnect’s log-out, or to the form’s registered address.'),
  '400': refusal('The address is not registered for this form.', ['unregistered_address']),
  ...tooMany,
}

/** The end of a session. */
export const logoutPaths: Paths = {
  '/logout': {
    get: {
      operationId: 'logout',
      tags,
      summary: 'Logs the citizen out (OpenID Connect RP-Initiated Logout)',
      parameters: queryParameters(LogoutParameters, requests),
      responses,
    },
    post: {
      operationId: 'logoutByPost',
      tags,
      summary: 'The same, by a form',
      requestBody: body(formType, LogoutParameters, requests),
      responses: {
        ...responses,
        '413': refusal('More than 16 KB.'),
        '415': refusal('No form encoding.'),
      },
    },
    head: {
      operationId: 'logoutHead',
      tags,
      summary: 'Refused: it would log out',
      responses: { '405': refusedHead },
    },
  },
  '/logout/done': {
    get: {
      operationId: 'loggedOut',
      tags,
      summary: 'FranceConnect’s return after a log-out',
      parameters: [
        parameter('query', 'state', 'As it was sent to FranceConnect.', { invented: 'x' }),
      ],
      responses: {
        '200': page('The citizen is logged out.', ['invented']),
        '303': redirect('To the form’s registered address.'),
      },
    },
    head: {
      operationId: 'loggedOutHead',
      tags,
      summary: 'Refused: it would use the return up',
      responses: { '405': refusedHead },
    },
  },
}
