import { createFormJudge } from './configuration/judge-form.ts'
import type { ConfigurationFiles } from './configuration/load-configuration.ts'
import { type LookAround, lookAround, sameLook, settledLook } from './configuration/look-around.ts'
import { type Poll, poll } from './configuration/poll.ts'
import type { Refusals } from './configuration/refusals.ts'
import { planCollectivites } from './configuration/reload-collectivites.ts'
import { reloadDemarches } from './configuration/reload-demarches.ts'
import { inSlices, type Slicing, type Steps } from './configuration/steps.ts'
import { takeCollectivites } from './configuration/take-collectivites.ts'
import { createReloadTeller, type ReloadLog } from './configuration/tell-reload.ts'
import type { LiveFormRegistry } from './domain/form-registry.ts'
import type { Environment } from './domain/prefill-claims.ts'

export interface WatchConfigurationOptions {
  /** As they were read at start; kept up to date. */
  readonly files: ConfigurationFiles
  /** The forms of those files; kept up to date. */
  readonly forms: LiveFormRegistry
  /** Whom the instance was started for. */
  readonly people: Environment | undefined
  /** What the signing keys can sign with now. */
  readonly algorithms: () => readonly string[]
  readonly log: ReloadLog
  readonly everyMilliseconds: number
  readonly pause: (milliseconds: number) => Promise<unknown>
  readonly slicing: Slicing
}

/** A watch over the configuration's files. */
export interface ConfigurationWatch extends Poll {
  /** The files, or folders, whose new version is not taken. */
  refused(): readonly string[]
}

/** A file that changes within this time is being written. */
const settleMilliseconds = 250

/**
 * Takes changes of the configuration over while the service runs, file by file, in slices between which requests
 * are answered. A file with a mistake keeps its old version, and is tried again when anything has changed; the
 * others proceed. Each mistake is told once; `check` tells those that last again.
 */
export function watchConfiguration(options: WatchConfigurationOptions): ConfigurationWatch {
  const { files, forms, people, algorithms, slicing } = options
  const refusals: Refusals = new Map()
  const teller = createReloadTeller(options.log)
  let known: LookAround | undefined
  let isAsked = false
  const work = <T>(steps: Steps<T>) => inSlices(steps, slicing)
  const look = () => work(lookAround(files, refusals, algorithms()))

  function* reload(seen: LookAround): Steps<void> {
    const demarches = yield* reloadDemarches(files, seen.demarches, refusals)
    const judge = createFormJudge(people, seen.algorithms)
    const plan = yield* planCollectivites({ files, look: seen, refusals, judge })
    const collectivites = yield* takeCollectivites(files, plan, forms)
    teller.taken(demarches, collectivites)
  }
  const takeChanges = async () => {
    if (isAsked) teller.repeat()
    const isDue = isAsked || known === undefined
    isAsked = false
    const first = await look()
    if (!isDue && known !== undefined && sameLook(first, known)) return
    await options.pause(settleMilliseconds)
    const seen = settledLook(first, await look(), files)
    await work(reload(seen))
    known = seen
    teller.refused(refusals)
  }

  const watch = poll(options.everyMilliseconds, () => takeChanges().catch(teller.broken))
  const check = () => {
    isAsked = true
    return watch.check()
  }
  return { check, stop: watch.stop, refused: () => [...refusals.keys()] }
}
