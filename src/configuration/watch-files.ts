import { statSync } from 'node:fs'

/** What is watched, and what becomes of a change. */
export interface WatchOptions {
  readonly files: readonly string[]
  readonly everyMilliseconds: number
  /**
   * Takes the change over, and says whether it could; what could not be taken is offered again: a clock that
   * is behind catches up, and a file half written is finished. It does not throw.
   */
  readonly changed: () => Promise<boolean>
}

/** A watch over files. */
export interface FileWatch {
  /** Looks now; resolves when a change has been taken over. */
  check(): Promise<void>
  stop(): void
}

// Mounted secrets are replaced by changing a symbolic link: the inode behind it tells.
function signatureOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file)
    return `${mtimeMs} ${size} ${ino}`
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unreadable'
  }
}

/**
 * Watches files by looking at them now and then: notifications of the file system miss what is mounted or
 * replaced as a whole. One change is taken over at a time. The first look counts as a change, since a file
 * may have changed after it was read and before it was watched.
 */
export function watchFiles({ files, everyMilliseconds, changed }: WatchOptions): FileWatch {
  const look = () => files.map(signatureOf).join('\n')
  let known: string | undefined
  let underWay: Promise<void> = Promise.resolve()
  const check = () => {
    underWay = underWay.then(async () => {
      const seen = look()
      if (seen === known) return
      if (await changed()) known = seen
    })
    return underWay
  }
  const timer = setInterval(() => void check(), everyMilliseconds)
  timer.unref()
  return { check, stop: () => clearInterval(timer) }
}
