import type { Command } from './command.ts'
import { loadIsland, MissingIslandError } from './load-island.ts'
import { untilAskedToStop } from './until-asked.ts'

const usage = `usage: franceconnect-prefill simulator
       runs a simulated FranceConnect, with API Particulier and API Impôt particulier, until Ctrl-C; for
       development only: everybody's password is 123

environment:
  SIMULATOR_PORT     4000
  SIMULATOR_HOST     the interface to listen on; loopback where it is absent
  SIMULATOR_CLIENTS  a YAML file of clients; one client demo where it is absent
`

/** simulator/run-simulator.ts, as far as it is used here. */
interface Island {
  runSimulator(
    variables: NodeJS.ProcessEnv,
  ): Promise<{ description: string; close(): Promise<void> }>
  readonly SimulatorStartError: new () => Error
}

function fail(message: string): number {
  process.stderr.write(`the simulator cannot start: ${message}\n`)
  return 1
}

async function run(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    process.stderr.write(usage)
    return 2
  }
  let island: Island
  try {
    island = await loadIsland<Island>('run-simulator')
  } catch (error) {
    if (error instanceof MissingIslandError) return fail(error.message)
    throw error
  }
  try {
    const asked = untilAskedToStop()
    const { description, close } = await island.runSimulator(process.env)
    process.stdout.write(description)
    await asked
    await close()
    return 0
  } catch (error) {
    if (error instanceof island.SimulatorStartError) return fail(error.message)
    throw error
  }
}

/** `simulator`: a simulated FranceConnect until SIGINT or SIGTERM. Exit code: 0 after a stop, 1 where it cannot start. */
export const simulator: Command = { usage, run }
