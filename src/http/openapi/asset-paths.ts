import type { JsonObject } from '../../domain/json-object.ts'
import {
  answer,
  keptFor,
  type Operation,
  openToAll,
  type Paths,
  page,
  refusal,
} from './document-parts.ts'
import { publicClient } from './example-values.ts'
import { parameter } from './parameters.ts'

const text = { type: 'string' }
const anHour = keptFor('public, max-age=3600')
const script = 'text/javascript'

function get(
  operationId: string,
  tag: string,
  summary: string,
  type: string,
  headers: JsonObject,
  schema: JsonObject = text,
): { readonly get: Operation } {
  const found = answer('Found.', type, schema, { headers, answers: ['plain'] })
  return { get: { operationId, tags: [tag], summary, responses: { '200': found } } }
}

const about = (operationId: string, summary: string, parameters: readonly JsonObject[] = []) => ({
  get: {
    operationId,
    tags: ['about'],
    summary,
    parameters,
    responses: { '200': page('The page.', ['plain']) },
  },
})

const language = parameter('query', 'lang', 'fr or en; otherwise as the browser asks.')
const forEver = keptFor('public, max-age=31536000, immutable')

/** The widget, for the pages that hold a form. */
export const widgetPaths: Paths = {
  '/widget/v1.js': get('widget', 'widget', 'The widget of this version', script, {
    ...keptFor('public, max-age=3600, stale-while-revalidate=86400'),
    ...openToAll,
  }),
  '/widget/{version}.js': {
    get: {
      operationId: 'widgetOfVersion',
      tags: ['widget'],
      summary: 'The widget of one version, to be pinned by its hash',
      parameters: [parameter('path', 'version', 'A released version.', { unreleased: '999.0.0' })],
      responses: {
        '200': answer('It never changes.', script, text, { headers: { ...forEver, ...openToAll } }),
        '404': refusal('No such version.', ['unreleased'], openToAll),
      },
    },
  },
  '/widget/franceconnect-mark.json': get(
    'franceConnectMark',
    'widget',
    'The drawing on FranceConnect’s button',
    'application/json',
    { ...keptFor('public, max-age=604800'), ...openToAll },
    {
      type: 'array',
      items: { type: 'array', prefixItems: [text, text], minItems: 2, maxItems: 2 },
    },
  ),
}

/** Pages about the service, and what pages are made of. */
export const aboutPaths: Paths = {
  '/': about('home', 'What this service is'),
  '/lecteur': about('clerk', 'For clerks: a prefill token read in the browser alone', [language]),
  '/accessibilite': about('accessibility', 'The accessibility statement of these pages', [
    parameter('query', 'client_id', 'In the name of this form’s collectivite.'),
    language,
  ]),
  '/openapi': about('reference', 'This document, as a page'),
  '/openapi.json': get(
    'openapi',
    'about',
    'This document',
    'application/json',
    {
      ...anHour,
      ...openToAll,
    },
    { type: 'object' },
  ),
  '/schemas/{name}.schema.json': {
    get: {
      operationId: 'fileSchema',
      tags: ['about'],
      summary: 'The JSON Schema of a file of the configuration, for editors',
      parameters: [
        parameter('path', 'name', 'The kind of file.', {
          collectivite: 'collectivite',
          demarche: 'demarche',
          unknown: 'inconnu',
        }),
      ],
      responses: {
        '200': answer(
          'A schema.',
          'application/schema+json',
          { type: 'object' },
          {
            headers: { ...anHour, ...openToAll },
            answers: ['collectivite', 'demarche'],
          },
        ),
        '404': refusal('No such kind.', ['unknown'], openToAll),
      },
    },
  },
  '/.well-known/security.txt': {
    get: {
      operationId: 'securityText',
      tags: ['about'],
      summary: 'Whom to tell of a weakness (RFC 9116)',
      responses: {
        '200': answer('Whom to tell.', 'text/plain', text, {
          headers: { ...anHour, ...openToAll },
        }),
        '404': refusal('The operator names nobody.', ['plain'], openToAll),
      },
    },
  },
  '/assets/page.css': get('pageStyle', 'about', 'Style of the pages', 'text/css', anHour),
  '/assets/clerk.css': get('clerkStyle', 'about', 'Style of /lecteur', 'text/css', anHour),
  '/assets/clerk.js': get('clerkScript', 'about', 'Script of /lecteur', script, anHour),
  '/assets/theme/{name}': {
    get: {
      operationId: 'themeStyle',
      tags: ['about'],
      summary: 'A collectivite’s colour, as a style sheet',
      parameters: [
        parameter('path', 'name', 'The colour, and .css.', {
          blue: '14508c.css',
          no_colour: 'bleu.css',
        }),
      ],
      responses: {
        '200': answer('A style sheet.', 'text/css', text, { headers: anHour, answers: ['blue'] }),
        '404': refusal('No colour.', ['no_colour']),
      },
    },
  },
  '/assets/logo/{client_id}/{name}': {
    get: {
      operationId: 'logo',
      tags: ['about'],
      summary: 'A collectivite’s logo',
      parameters: [
        parameter('path', 'client_id', 'A form of it.', {
          as_it_is: publicClient,
          none: 'inconnu',
        }),
        parameter('path', 'name', 'Its digest and type; another name shows it too.', {
          as_it_is: 'logo.svg',
          none: 'logo.svg',
        }),
      ],
      responses: {
        '200': {
          description: 'The drawing; for ever under its own name, never kept under another.',
          content: { 'image/svg+xml': { schema: text }, 'image/png': {} },
          'x-answers': ['as_it_is'],
        },
        '404': refusal('No logo.', ['none']),
        '429': refusal('Too many requests from this address in a minute.'),
      },
    },
  },
}
