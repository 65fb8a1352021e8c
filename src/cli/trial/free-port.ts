import { once } from 'node:events'
import { createServer } from 'node:net'
import { TrialError } from './trial-error.ts'

/** How far from the usual port one is looked for. */
const furthest = 20

const noSuchAddress = ['EADDRNOTAVAIL', 'EAFNOSUPPORT']

async function isFreeOn(port: number, host: string): Promise<boolean> {
  const server = createServer()
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    return noSuchAddress.includes((error as NodeJS.ErrnoException).code ?? '')
  }
  server.close()
  await once(server, 'close')
  return true
}

// `localhost` is both: who listens on one of them only would get the other's visitors.
const isFree = async (port: number) =>
  (await isFreeOn(port, '127.0.0.1')) && (await isFreeOn(port, '::1'))

/**
 * The port that a variable asks for, else the usual one, else the next that is free.
 * @throws TrialError where the variable is no port
 */
export async function choosePort(
  variable: string,
  usual: number,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const text = variables[variable]
  if (text) {
    const port = Number(text)
    if (/^\d{1,5}$/.test(text) && port > 0 && port < 65536) return port
    throw new TrialError(`${variable}: 1 to 65535`)
  }
  for (let port = usual; port < usual + furthest; port += 1) if (await isFree(port)) return port
  return usual
}
