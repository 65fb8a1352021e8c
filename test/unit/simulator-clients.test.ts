import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { loadClients, loadDataProviders } from '../../src/simulator/load-clients.ts'
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

test('when no file is named, then there is no data provider', () => {
  expect(loadDataProviders()).toEqual([])
})

test('when a file has data providers, then they are loaded beside its clients', () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-clients-'))
  const file = join(folder, 'clients.yaml')
  const [client] = loadClients()
  const provider = {
    client_id: 'impots',
    client_secret: 'secret-of-the-tax-office',
    jwks: { keys: [{ kty: 'EC', crv: 'P-256', alg: 'ECDH-ES', x: 'x', y: 'y' }] },
    scopes: ['dgfip_rfr'],
  }
  writeFileSync(file, JSON.stringify({ clients: [client], data_providers: [provider] }))
  expect(loadDataProviders(file)).toEqual([{ ...provider, signing_alg: 'ES256' }])
  expect(loadClients(file)).toEqual([client])
  rmSync(folder, { recursive: true })
})
