import type { SimulatorClient } from '../../src/simulator/simulator-client.ts'
import { testClient } from './simulator-relying-party.ts'

const { scopes } = testClient()

/** The service of most cases: every identity scope, one data provider's, and the right to ask `amr`. */
export const mainClient: SimulatorClient = testClient({
  scopes: [...scopes, 'idp_id', 'dgfip_rfr'],
  amr: true,
  entity_id: 'commune',
})

function another(client_id: string, changes: Partial<SimulatorClient> = {}): SimulatorClient {
  return testClient({ client_id, name: `Service ${client_id}`, ...changes })
}

/** The services that FranceConnect's core was asked as, by what is special about them. */
export const observedClients: readonly SimulatorClient[] = [
  mainClient,
  another('sibling', { entity_id: 'commune' }),
  another('other', { signing_alg: 'RS256' }),
  another('prompting', { allowed_prompts: ['login'] }),
  another('es256'),
  another('rs256', { signing_alg: 'RS256' }),
  another('ip', { redirect_uris: ['http://127.0.0.1:3000/callback'] }),
  another('https', { redirect_uris: ['https://rp.exemple.fr:8443/callback'] }),
  another('two-paths', {
    redirect_uris: ['http://localhost:3000/callback', 'http://localhost:3000/retour'],
  }),
  another('two-hosts', {
    redirect_uris: ['http://localhost:3000/callback', 'http://localhost:5000/callback'],
  }),
]
