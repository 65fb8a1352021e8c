import { ConfigurationError } from '../configuration/mistakes.ts'
import { ListenError } from '../http/listen.ts'
import { createLogDestination } from '../log-destination.ts'
import { type RunningService, startService } from '../main.ts'
import { SigningKeysError } from '../signing/key-file.ts'
import type { Command } from './command.ts'
import { untilAskedToStop } from './until-asked.ts'

const isExpected = (error: unknown): error is Error =>
  error instanceof ConfigurationError ||
  error instanceof SigningKeysError ||
  error instanceof ListenError

const usage = `usage: franceconnect-prefill serve
       runs the service until it is told to stop (SIGINT, SIGTERM); SIGHUP reads the configuration again

environment (every secret can come from a file: SECRETS_FILE for SECRETS, and so on):
  PUBLIC_URL         the origin that citizens see, https
  CONFIG_DIR         the folder that holds collectivites/ and, where there are own ones, demarches/
  SECRETS            comma-separated, newest first, 32 characters or more each
  SIGNING_KEYS_FILE  made by franceconnect-prefill keys init FILE
  REDIS_URL          the store that several instances share; in memory where it is absent
  PORT, HOST         3000, 0.0.0.0
  MANAGEMENT_PORT    9464: /livez, /readyz, /metrics
  TRUST_PROXY        how many proxies stand in front, or their addresses
  DRAIN_SECONDS      5
  LOG_LEVEL          info
  NODE_ENV           production unless it is development or test, which make up missing secrets and keys
exit code: 0 after a stop, 1 when the configuration is refused
`

async function run(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    process.stderr.write(usage)
    return 2
  }
  try {
    let service: RunningService | undefined
    // From the first moment on: without anyone to hear it, SIGHUP ends a process.
    process.on('SIGHUP', () => void service?.reload())
    const log = createLogDestination(1)
    process.once('exit', log.flush)
    service = await startService(process.env, log)
    await untilAskedToStop()
    await service.stop()
    return 0
  } catch (error) {
    if (!isExpected(error)) throw error
    process.stderr.write(`franceconnect-prefill cannot start:\n${error.message}\n`)
    return 1
  }
}

/** `serve`: runs the service until SIGINT or SIGTERM, then finishes what is under way. */
export const serve: Command = { usage, run }
