import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { DataProvider } from './data-provider.ts'
import { SimulatorClient } from './simulator-client.ts'
import { StateClient } from './state/state-client.ts'

const ClientsFile = z.strictObject({
  clients: z.array(SimulatorClient).min(1),
  data_providers: z.array(DataProvider).default([]),
  state_clients: z.array(StateClient).default([]),
})

/** The clients that the simulator serves when it is told of no others. */
export const defaultClientsFile = new URL('../../config/simulator/clients.yaml', import.meta.url)

/**
 * Reads the clients of a YAML file.
 * @param serviceOrigin where their service answers when it is not where the file says:
 *   every registered address is moved to that origin, path and query unchanged.
 * @throws when the file cannot be read, or (ZodError) holds something else than clients.
 */
export function loadClients(
  file: URL | string = defaultClientsFile,
  { serviceOrigin }: { serviceOrigin?: string } = {},
): SimulatorClient[] {
  const { clients } = readClientsFile(file)
  if (serviceOrigin === undefined) return clients
  const move = (address: string) => moveTo(serviceOrigin, address)
  return clients.map((client) => ({
    ...client,
    redirect_uris: client.redirect_uris.map(move),
    post_logout_redirect_uris: client.post_logout_redirect_uris.map(move),
  }))
}

/**
 * Reads the data providers of the same file: none unless it says so.
 * @throws as `loadClients`.
 */
export function loadDataProviders(file: URL | string = defaultClientsFile): DataProvider[] {
  return readClientsFile(file).data_providers
}

/**
 * Reads the clients of API Impôt particulier of the same file: none unless it says so.
 * @throws as `loadClients`.
 */
export function loadStateClients(file: URL | string = defaultClientsFile): StateClient[] {
  return readClientsFile(file).state_clients
}

function readClientsFile(file: URL | string): z.infer<typeof ClientsFile> {
  return ClientsFile.parse(parse(readFileSync(file, 'utf8')))
}

function moveTo(origin: string, address: string): string {
  const { pathname, search } = new URL(address)
  return new URL(pathname + search, origin).href
}
