import { expect, test } from '@jest/globals'
import { loadClients } from '../../src/simulator/load-clients.ts'
import { createSimulator } from '../../src/simulator/simulator.ts'
import type { SimulatorClient } from '../../src/simulator/simulator-client.ts'

test('when no file is named, then the demo’s client is loaded', () => {
  expect(loadClients()).toEqual([
    {
      client_id: 'demo',
      client_secret: 'demo-secret-of-the-simulator-only',
      name: 'Ville de Démonstration',
      redirect_uris: ['http://localhost:3000/callback'],
      post_logout_redirect_uris: ['http://localhost:3000/logout/done'],
      signing_alg: 'ES256',
      scopes: expect.arrayContaining(['openid', 'identite_pivot', 'idp_birthdate']),
    },
  ])
})

test('when the service answers elsewhere, then its registered addresses follow', () => {
  const [client] = loadClients(undefined, { serviceOrigin: 'http://localhost:3111' })
  expect(client).toMatchObject({
    redirect_uris: ['http://localhost:3111/callback'],
    post_logout_redirect_uris: ['http://localhost:3111/logout/done'],
  })
})

test('when a client has a scope that FranceConnect does not know, then the simulator refuses it', () => {
  const [client] = loadClients()
  const clients = [{ ...client, scopes: ['openid', 'phone'] }] as SimulatorClient[]
  expect(() => createSimulator({ issuer: 'http://localhost:4000/api/v2', clients })).toThrow(
    /scopes/,
  )
})
