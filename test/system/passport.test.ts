import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, jest, test } from '@jest/globals'
import express, { type Request, type Response } from 'express'
import session from 'express-session'
import * as client from 'openid-client'
import { Strategy } from 'openid-client/passport'
import passport from 'passport'
import { snippetUnder } from '../support/doc-snippets.ts'
import { foreignCollectivite, oddSecret, visitForeignPage } from '../support/foreign-client.ts'
import { freePort } from '../support/start-demo-process.ts'
import { startSystem } from '../support/start-system.ts'

jest.setTimeout(60_000)

async function createBackEnd(issuer: string, origin: string) {
  const authenticator = new passport.Passport()
  const free = { client, Strategy, passport: authenticator, secret: oddSecret }
  const given = { ...free, callbackURL: `${origin}/retour` }
  // What is on http here has to be allowed; the rest is as the page says.
  const snippet = snippetUnder('docs/clients.md', 'Node: Passport', 'js')
    .replace('https://prefill.exemple.fr', issuer)
    .replace("'ma-ville-cantine'", "'passport'")
    .replace('execute: [', 'execute: [client.allowInsecureRequests, ')
  const run = new Function(...Object.keys(given), `return (async () => {${snippet}})()`)
  await run(...Object.values(given))
  authenticator.serializeUser((user, done) => done(null, user))
  authenticator.deserializeUser((user: Express.User, done) => done(null, user))
  return express()
    .use(session({ secret: 'of-a-test', resave: false, saveUninitialized: false }))
    .use(authenticator.initialize(), authenticator.session())
    .get('/demarche', authenticator.authenticate('prefill'))
    .get('/retour', authenticator.authenticate('prefill', { successRedirect: '/formulaire' }))
    .get('/formulaire', (request: Request, response: Response) => {
      response.json(request.user ?? null)
    })
}

test('when a back end uses Passport, then its page knows what FranceConnect certified', async () => {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const form = {
    clientId: 'passport',
    redirectUri: `${origin}/retour`,
    loggedOutUri: `${origin}/`,
    method: 'client_secret_post',
    alg: 'RS256',
  } as const
  const system = await startSystem({
    collectivites: { 'autres.json': foreignCollectivite([form]) },
  })
  const server = createServer(await createBackEnd(system.serviceOrigin, origin))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  try {
    expect((server.address() as AddressInfo).port).toBe(port)
    const { page, authorization } = await visitForeignPage(`${origin}/demarche`, form.redirectUri)
    expect(JSON.parse(page.body)).toMatchObject({
      values: { nom: 'DUBOIS', premier_prenom: 'Angela', ne_le: '1962-08-24', civilite: 'Mme' },
      prefillToken: expect.stringMatching(/^ey[\w-]+\.[\w-]+\.[\w-]+$/),
    })
    expect(authorization.get('code_challenge_method')).toBe('S256')
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await system.close()
  }
})
