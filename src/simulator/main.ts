import process from 'node:process'
import { runSimulator, SimulatorStartError } from './run-simulator.ts'

try {
  const simulator = await runSimulator(process.env)
  const stop = () => void simulator.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  process.stdout.write(simulator.description)
} catch (error) {
  if (!(error instanceof SimulatorStartError)) throw error
  process.stderr.write(`the simulator cannot start: ${error.message}\n`)
  process.exitCode = 1
}
