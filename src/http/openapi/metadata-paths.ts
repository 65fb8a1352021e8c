import { answer, json, keptFor, openToAll, type Paths, refusal } from './document-parts.ts'
import { publicClient } from './example-values.ts'
import { parameter } from './parameters.ts'

const tags = ['metadata']
const everyTenMinutes = { ...keptFor('public, max-age=600'), ...openToAll }

/** What the service and its forms say of themselves. */
export const metadataPaths: Paths = {
  '/.well-known/openid-configuration': {
    get: {
      operationId: 'providerMetadata',
      tags,
      summary: 'The provider metadata (OpenID Connect Discovery)',
      responses: {
        '200': answer('The metadata.', ...json('ProviderMetadata'), {
          headers: everyTenMinutes,
          answers: ['plain'],
        }),
      },
    },
  },
  '/jwks': {
    get: {
      operationId: 'currentKeys',
      tags,
      summary: 'The public keys that sign now or soon (RFC 7517)',
      responses: {
        '200': answer('The keys.', 'application/jwk-set+json', json('PublicKeySet')[1], {
          headers: everyTenMinutes,
          answers: ['plain'],
        }),
      },
    },
  },
  '/jwks/history': {
    get: {
      operationId: 'keyHistory',
      tags,
      summary: 'Earlier keys too, with their periods and revocations, for evidence',
      responses: {
        '200': answer('The keys.', ...json('PublishedKeys'), {
          headers: everyTenMinutes,
          answers: ['plain'],
        }),
      },
    },
  },
  '/forms/{client_id}': {
    get: {
      operationId: 'form',
      tags,
      summary: 'What a page may know of its form, in one language',
      description: 'Public, no personal data: all that the widget needs before a click.',
      parameters: [
        parameter('path', 'client_id', 'The form.', {
          french: publicClient,
          english: publicClient,
          unknown: 'inconnu',
        }),
        parameter('query', 'lang', 'fr or en; otherwise as Accept-Language says, or French.', {
          english: 'en',
        }),
      ],
      responses: {
        '200': answer('The form.', ...json('FormDescription'), {
          headers: {
            ...keptFor('public, max-age=300'),
            ...openToAll,
            Vary: { required: true, schema: { const: 'Accept-Language' } },
          },
          answers: ['french', 'english'],
        }),
        '404': refusal('No form has this client_id.', ['unknown'], openToAll),
      },
    },
  },
}
