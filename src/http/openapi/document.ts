import type { JsonObject } from '../../domain/json-object.ts'
import { aboutPaths, widgetPaths } from './asset-paths.ts'
import { citizenPaths } from './citizen-paths.ts'
import type { Operation, Paths } from './document-parts.ts'
import { loginPaths } from './login-paths.ts'
import { logoutPaths } from './logout-paths.ts'
import { managementPaths } from './management-paths.ts'
import { metadataPaths } from './metadata-paths.ts'
import { answerSchemas } from './schemas.ts'
import { tokenPaths } from './token-paths.ts'
import { verifyPaths } from './verify-paths.ts'

const tags = [
  [
    'metadata',
    'What the service and its forms say of themselves. Cached, and open to every origin.',
  ],
  ['login', 'Where a browser is sent, and where it comes back to (OpenID Connect).'],
  ['pages of a login', 'What a citizen meets on the way. Pages, no API.'],
  ['tokens', 'The one-time code for the tokens, and the tokens for what they stand for.'],
  ['verification', 'What became of each field once the form was submitted.'],
  ['widget', 'The two lines of HTML.'],
  ['about', 'Pages about the service, its documents, and what pages are made of.'],
  ['management', 'Another port, for probes and Prometheus; not for the public.'],
] as const

const description = `A form asks for a login at /authorize, gets a one-time code back, and exchanges it at /token for the prefill token: each value with where it comes from. After submission, /verify says what became of each.

What a route refuses it says with a code of one catalogue: to a program as a problem document (RFC 9457), to a browser that navigates as a page, at /token and /userinfo as an OAuth error. Every answer has X-Request-Id, the reference that is in the log. Routes that cost something are limited by address, and say so in RateLimit and RateLimit-Policy; beyond it they answer 429.

Metadata, keys, forms, the widget and the schemas may be read by pages of every origin; the answer of /token by the form's own origins. Never with credentials.

The examples are of the demonstration (npm run demo) and can be sent as they stand; a code or token among them stands for the one that your login gave.`

const securitySchemes = (issuer: string) => ({
  client_secret_basic: {
    type: 'http',
    scheme: 'basic',
    description:
      'For forms with a back end: client_id and client_secret, each form-encoded (RFC 6749 §2.3.1). As client_secret_post, both stand in the body instead.',
  },
  bearer: { type: 'http', scheme: 'bearer', description: 'The access token, for 60 seconds.' },
  openid: {
    type: 'openIdConnect',
    openIdConnectUrl: `${issuer}/.well-known/openid-configuration`,
    description: 'The whole flow: authorization code, with PKCE (S256) for forms without a secret.',
  },
})

const managementServer = {
  url: 'http://127.0.0.1:9464',
  description: 'The management port (MANAGEMENT_PORT): for probes and Prometheus.',
}

const withServers = (paths: Paths, servers: readonly JsonObject[]) =>
  Object.fromEntries(
    Object.entries(paths).map(([path, operations]) => [path, { servers, ...operations }]),
  )

/** The operations of the public port, by path and method. */
export const publicPaths: Paths = {
  ...metadataPaths,
  ...loginPaths,
  ...citizenPaths,
  ...tokenPaths,
  ...verifyPaths,
  ...logoutPaths,
  ...widgetPaths,
  ...aboutPaths,
}

/** Every operation of a tag, with its method and path, in the order of the document. */
export function operationsOf(tag: string): (Operation & { method: string; path: string })[] {
  return Object.entries({ ...publicPaths, ...managementPaths }).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => ({ ...operation, method, path })),
  )
}

export const documentTags = tags.map(([name, text]) => ({ name, description: text }))

/**
 * The OpenAPI 3.1 document of the service.
 * @param issuer our `PUBLIC_URL`
 */
export function openApiDocument(issuer: string): JsonObject {
  return {
    openapi: '3.1.0',
    info: { title: 'franceconnect-prefill', version: '1', description },
    servers: [{ url: issuer }],
    tags: documentTags,
    security: [],
    paths: { ...publicPaths, ...withServers(managementPaths, [managementServer]) },
    components: { schemas: answerSchemas(), securitySchemes: securitySchemes(issuer) },
  }
}
