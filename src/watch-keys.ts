import type { Logger } from 'pino'
import { readJsonFile } from './configuration/json-file.ts'
import { type FileWatch, watchFiles } from './configuration/watch-files.ts'
import { SigningKeysError } from './signing/key-file.ts'
import { type ReloadKeysOptions, reloadKeys } from './signing/reload-keys.ts'

export interface WatchKeysOptions extends ReloadKeysOptions {
  readonly file: string
  /** The parsed file that the ring was made of. */
  readonly taken: unknown
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  readonly everyMilliseconds: number
}

/**
 * Takes changes of SIGNING_KEYS_FILE over while the service runs. A bad file leaves the keys as they are,
 * says so once, and is tried again until it is good; `check` says so each time.
 */
export function watchKeys(options: WatchKeysOptions): FileWatch {
  const { file, log, everyMilliseconds } = options
  const event = { event: 'reload', file: 'SIGNING_KEYS_FILE' }
  let taken = JSON.stringify(options.taken)
  let told: string | undefined

  const take = async () => {
    const read = readJsonFile(file)
    if ('fault' in read) throw new SigningKeysError(read.fault)
    const text = JSON.stringify(read.value)
    if (text === taken) return
    const { kids, dropped } = await reloadKeys(read.value, options)
    taken = text
    log.info({ ...event, kids }, 'signing keys reloaded')
    if (dropped.length > 0) log.warn({ ...event, dropped }, 'signing keys no longer published')
  }
  const changed = async () => {
    try {
      await take()
      told = undefined
      return true
    } catch (error) {
      const reason = error instanceof SigningKeysError ? error.message : 'cannot be used'
      if (reason !== told) log.error({ ...event, reason }, 'signing keys kept')
      told = reason
      return false
    }
  }

  const watch = watchFiles({ files: [file], everyMilliseconds, changed })
  const check = () => {
    told = undefined
    return watch.check()
  }
  return { check, stop: watch.stop }
}
