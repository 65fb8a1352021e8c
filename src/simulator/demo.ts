import { ListenError } from '../http/listen.ts'
import { startDemo } from './start-demo.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

function portFrom(variable: string, usual: number): number {
  const text = process.env[variable]
  if (text === undefined || text === '') return usual
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65536) return port
  process.stderr.write(`${variable}: expected a port from 1 to 65535\n`)
  process.exit(1)
}

const ports = {
  service: portFrom('PORT', 3000),
  simulator: portFrom('SIMULATOR_PORT', 4000),
  demo: portFrom('DEMO_PORT', 8080),
  management: portFrom('MANAGEMENT_PORT', 9464),
}

try {
  const demo = await startDemo(ports, process.env.LOG_LEVEL ?? 'silent')
  const stop = () => void demo.stop().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  say(`town hall         ${demo.demoOrigin}/`)
  say(`prefill service   ${demo.serviceOrigin}/`)
  say(`FranceConnect     ${demo.simulatorOrigin}/ (simulated)`)
  say('log in as         test, password 123 (Angela Claire Louise DUBOIS), or anyone it proposes')
  say(`ready ${demo.demoOrigin}/`)
} catch (error) {
  if (!(error instanceof ListenError)) throw error
  process.stderr.write(`the demo cannot start: ${error.message}\n`)
  process.exitCode = 1
}
