import { answer, type Paths } from './document-parts.ts'

const Status = {
  type: 'object',
  required: ['status'],
  properties: { status: { type: 'string' } },
}

const probe = (description: string, answers?: readonly string[]) =>
  answer(description, 'application/json', Status, {
    headers: {},
    ...(answers !== undefined && { answers }),
  })

/** The management port: for probes and Prometheus, never for the public. */
export const managementPaths: Paths = {
  '/livez': {
    get: {
      operationId: 'livez',
      tags: ['management'],
      summary: 'Whether the process lives',
      responses: { '200': probe('It does.', ['plain']) },
    },
  },
  '/readyz': {
    get: {
      operationId: 'readyz',
      tags: ['management'],
      summary: 'Whether it takes new work',
      responses: {
        '200': probe('It does.', ['plain']),
        '503': probe('It drains, or its store does not answer.'),
      },
    },
  },
  '/metrics': {
    get: {
      operationId: 'metrics',
      tags: ['management'],
      summary: 'Metrics for Prometheus',
      responses: {
        '200': answer(
          'The metrics.',
          'text/plain',
          { type: 'string' },
          {
            headers: {},
            answers: ['plain'],
          },
        ),
      },
    },
  },
}
