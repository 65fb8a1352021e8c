import type { Refusal } from './refusals.ts'
import type { DemarcheNews } from './reload-demarches.ts'
import type { FileNews } from './take-collectivites.ts'

type Say = (fields: object, message: string) => void

export type ReloadLog = Readonly<Record<'info' | 'warn' | 'error', Say>>

/** What a reload has to say. */
export interface ReloadTeller {
  taken(demarches: DemarcheNews, collectivites: readonly FileNews[]): void
  /** Tells each refusal once, however often it is found. */
  refused(refusals: ReadonlyMap<string, Refusal>): void
  /** That a reload ended on a fault of our own. */
  broken(error: unknown): void
  /** Tells again what was told before. */
  repeat(): void
}

/** Nobody reads more of them in a line of a log. */
const mostTold = 100

/** Makes what tells the log of reloads: files, lines, paths and client_ids, never what a file says there. */
export function createReloadTeller(log: ReloadLog): ReloadTeller {
  const event = 'reload'
  const told = new Map<string, string>()
  const tellOnce = (file: string, said: string, tell: () => void) => {
    if (told.get(file) !== said) tell()
    told.set(file, said)
  }
  const tellRefusal = (file: string, { mistakes, digest }: Refusal) =>
    tellOnce(file, JSON.stringify([digest, mistakes]), () => {
      const shown = mistakes.slice(0, mostTold).map(({ where: _, ...mistake }) => mistake)
      log.error({ event, file, count: mistakes.length, mistakes: shown }, 'configuration kept')
    })
  const tellFile = ({ file, forms, dropped, notices }: FileNews) => {
    log.info({ event, file, forms }, 'configuration reloaded')
    for (const { where: _, message: notice, ...place } of notices)
      log.warn({ event, file, ...place, notice }, 'configuration notice')
    if (dropped.length === 0) return
    const client_ids = dropped.slice(0, mostTold)
    log.warn({ event, file, count: dropped.length, client_ids }, 'forms no longer served')
  }
  return {
    taken: ({ taken, removed }, collectivites) => {
      for (const file of taken) log.info({ event, file }, 'demarche reloaded')
      for (const file of removed) log.warn({ event, file }, 'demarche removed')
      collectivites.forEach(tellFile)
    },
    refused: (refusals) => {
      for (const file of told.keys()) {
        if (refusals.has(file)) continue
        log.info({ event, file }, 'mistakes gone')
        told.delete(file)
      }
      for (const [file, refusal] of refusals) tellRefusal(file, refusal)
    },
    broken: (error) => {
      const reason = error instanceof Error ? error.name : 'unknown'
      log.error({ event, reason }, 'configuration kept')
    },
    repeat: () => {
      for (const file of told.keys()) told.set(file, '')
    },
  }
}
