import type { JsonObject } from '../../domain/json-object.ts'
import { type Operation, type Paths, page, redirect, refusal, tooMany } from './document-parts.ts'
import { lostPage } from './example-values.ts'
import { formType, parameter } from './parameters.ts'

const tags = ['pages of a login']

const pageId = (example: string) =>
  parameter('path', 'page', 'Names a login; its cookie alone opens it.', { [example]: lostPage })

const lost = (example: string) =>
  page('This browser began no such login, or more than an hour ago.', [example])

function show(operationId: string, summary: string): Operation {
  return {
    operationId,
    tags,
    summary,
    parameters: [pageId('lost')],
    responses: {
      '200': page('The page.'),
      '303': redirect('The login is over, or there is nothing to wait for: to the form.'),
      '400': lost('lost'),
      ...tooMany,
    },
  }
}

const answers: JsonObject = {
  required: true,
  content: { [formType]: { schema: { type: 'object' }, examples: { foreign: { value: {} } } } },
}

function press(operationId: string, summary: string): Operation {
  return {
    operationId,
    tags,
    summary,
    description: 'From the page itself only.',
    parameters: [pageId('foreign')],
    responses: {
      '303': redirect('On: to FranceConnect, to the next page, or to the form.'),
      '400': page('This browser began no such login, or more than an hour ago.'),
      '403': refusal('From another site.', ['foreign']),
      ...tooMany,
    },
  }
}

function submit(operationId: string, summary: string): Operation {
  const { responses, ...pressed } = press(operationId, summary)
  return {
    ...pressed,
    requestBody: answers,
    responses: {
      ...responses,
      '413': refusal('More than 16 KB.'),
      '415': refusal('No form encoding.'),
      '422': page('The page again: something is missing, or not as asked.'),
    },
  }
}

/** The pages that a citizen meets: not an API, listed for whoever runs a proxy or a firewall. */
export const citizenPaths: Paths = {
  '/ask/{page}': {
    get: show('ask', 'Before the login: what will be asked of whom'),
    post: submit('answerAsk', 'What the citizen agrees to'),
  },
  '/continue/{page}': {
    get: show('continue', 'On from the progress page'),
    post: press('continueWithout', 'On without the agencies that have not answered'),
  },
  '/review/{page}': {
    get: show('review', 'Before anything leaves: what to choose, what to withhold'),
    post: submit('answerReview', 'What the citizen passes on'),
  },
}
