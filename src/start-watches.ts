import { setImmediate as immediately, setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type Config, neededAlgorithms } from './config.ts'
import { formsOf } from './configuration/load-configuration.ts'
import type { LiveFormRegistry } from './domain/form-registry.ts'
import type { KeyRing } from './signing/signing-keys.ts'
import { watchConfiguration } from './watch-configuration.ts'
import { watchKeys } from './watch-keys.ts'

/** What changes while the service runs. */
export interface Watched {
  readonly forms: LiveFormRegistry
  readonly ring: KeyRing
  readonly now: () => Date
  readonly log: Logger
}

/** Every watch of the process. */
export interface Watches {
  /** Looks for changed files now; the keys first, which forms may need. */
  check(): Promise<void>
  stop(): void
  /** The files of the configuration whose new version is not taken. */
  refused(): readonly string[]
}

const everyMilliseconds = 5000

/** Starts to watch the files that the service was configured with. */
export function startWatches(config: Config, { forms, ring, now, log }: Watched): Watches {
  const { files, people, signingKeys: taken } = config
  const file = config.settings.SIGNING_KEYS_FILE
  const keys =
    file === undefined
      ? undefined
      : watchKeys({
          file,
          taken,
          ring,
          now,
          log,
          everyMilliseconds,
          // Of the forms as they are when the keys change.
          get needed() {
            return neededAlgorithms(files === undefined ? [] : formsOf(files))
          },
        })
  const configuration =
    files &&
    watchConfiguration({
      files,
      forms,
      people,
      algorithms: () => ring.algorithms,
      log,
      everyMilliseconds,
      pause: sleep,
      slicing: { letGo: immediately, elapsed: () => performance.now() },
    })
  return {
    check: async () => {
      await keys?.check()
      await configuration?.check()
    },
    stop: () => {
      keys?.stop()
      configuration?.stop()
    },
    refused: () => configuration?.refused() ?? [],
  }
}
