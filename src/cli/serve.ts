import { ConfigurationError } from '../configuration/mistakes.ts'
import { ListenError } from '../http/listen.ts'
import { type RunningService, startService } from '../main.ts'
import { SigningKeysError } from '../signing/key-file.ts'

const isExpected = (error: unknown): error is Error =>
  error instanceof ConfigurationError ||
  error instanceof SigningKeysError ||
  error instanceof ListenError

/** Waits for SIGINT or SIGTERM. */
function asked(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

/**
 * `serve`: runs the service until SIGINT or SIGTERM, then finishes what is under way.
 * @returns the exit code: 0 after a stop, 1 when the configuration is refused
 */
export async function serve(): Promise<number> {
  try {
    let service: RunningService | undefined
    // From the first moment on: without anyone to hear it, SIGHUP ends a process.
    process.on('SIGHUP', () => void service?.reload())
    service = await startService(process.env)
    await asked()
    await service.stop()
    return 0
  } catch (error) {
    if (!isExpected(error)) throw error
    process.stderr.write(`franceconnect-prefill cannot start:\n${error.message}\n`)
    return 1
  }
}
