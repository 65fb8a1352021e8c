import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import axios from 'axios'
import express from 'express'
import pino from 'pino'
import type { Form } from '../../src/domain/form.ts'
import { hashRedirectUri, type LoginAttempt } from '../../src/flow/login-attempt.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import { createOwnPages } from '../../src/http/own-pages.ts'
import { requestContext } from '../../src/http/request-context.ts'

const attempt: LoginAttempt = {
  clientId: 'demo-cantine',
  redirectUriHash: hashRedirectUri('https://ville.fr/cantine'),
  language: 'fr',
  startedAt: 0,
  secret: 'c2VjcmV0',
  codeChallenge: undefined,
  state: undefined,
  nonce: undefined,
  sources: [],
  answers: {},
  isDone: false,
}

const form = {
  client_id: 'demo-cantine',
  collectivite: { name: 'Ville de Démonstration', siret: '' },
  demarche: { title: { fr: 'Cantine' } },
  authentication: { methods: ['none'] },
  redirect_uris: ['https://ville.fr/cantine'],
} as unknown as Form

let configured: Form | undefined
const server = createServer()
let origin = ''

beforeAll(async () => {
  const ownPage = createOwnPages({
    forms: { find: () => configured, withTag: () => [] } as never,
    attemptCookies: {
      findByPage: (_: unknown, page: string) => (page === 'mine' ? attempt : undefined),
    } as never,
    publicUrl: 'https://prefill.fr',
  })
  const log = pino({ level: 'silent' })
  const app = express()
  app.use(requestContext({ log, random: (bytes) => Buffer.alloc(bytes), metrics: createMetrics() }))
  app.get(
    '/page/:page',
    ownPage((_request, response, page) => {
      response.send(page.redirectUri)
    }),
  )
  server.on('request', app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

test.each([
  ['its form is there', form, 'mine', 200, 'https://ville.fr/cantine', undefined],
  ['no cookie opens it', form, 'other', 400, 'La connexion doit être recommencée', undefined],
  [
    'its form was removed meanwhile',
    undefined,
    'mine',
    400,
    'Ce formulaire n’est pas connu',
    undefined,
  ],
  [
    'the form’s address was changed meanwhile',
    { ...form, redirect_uris: ['https://ville.fr/nouvelle-cantine'] } as Form,
    'mine',
    400,
    'L’adresse de ce formulaire n’est pas enregistrée',
    'href="https://ville.fr/nouvelle-cantine"',
  ],
])(
  'when a page of ours is opened and %s, then it says so',
  async (_, known, page, status, text, way) => {
    configured = known
    const answer = await axios.get(`${origin}/page/${page}`, { validateStatus: () => true })
    expect([answer.status, answer.headers['cache-control']]).toEqual([status, 'no-store'])
    expect(answer.data).toContain(text)
    expect(String(answer.data).match(/class="action" (href="[^"]+")/)?.[1]).toBe(way)
  },
)
