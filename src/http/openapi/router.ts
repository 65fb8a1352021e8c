import { Router } from 'express'
import { ServiceError } from '../../domain/errors.ts'
import { collectiviteSchema, demarcheSchema } from '../../domain/file-schemas.ts'
import type { JsonObject } from '../../domain/json-object.ts'
import { sendPage } from '../page.ts'
import { openApiDocument } from './document.ts'
import { referenceBody } from './reference-page.ts'

const fileSchemas: ReadonlyMap<string, () => JsonObject> = new Map([
  ['collectivite', collectiviteSchema],
  ['demarche', demarcheSchema],
])

/** Makes a text when it is first asked for, and once: whoever never asks pays nothing. */
function once(make: () => JsonObject): () => string {
  let text: string | undefined
  return () => {
    text ??= JSON.stringify(make())
    return text
  }
}

/**
 * `GET /openapi.json`, the same as a page at `GET /openapi`, and the schemas of the configuration's files.
 * @param issuer our `PUBLIC_URL`
 */
export function openApiRouter(issuer: string): Router {
  const document = once(() => openApiDocument(issuer))
  const schemas = new Map([...fileSchemas].map(([name, make]) => [name, once(make)] as const))
  return Router()
    .get('/openapi.json', (_request, response) => {
      response.set('Cache-Control', 'public, max-age=3600').type('json').send(document())
    })
    .get('/openapi', (_request, response) => {
      sendPage(response, 200, {
        language: 'en',
        title: 'HTTP reference',
        body: referenceBody(issuer),
      })
    })
    .get('/schemas/:name.schema.json', (request, response) => {
      const schema = schemas.get(String(request.params.name))
      if (schema === undefined) throw new ServiceError('not_found')
      response
        .set('Cache-Control', 'public, max-age=3600')
        .type('application/schema+json')
        .send(schema())
    })
}
