import { signatureOf } from './file-signature.ts'
import { type Poll, poll } from './poll.ts'

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
export type FileWatch = Poll

/**
 * Watches files by looking at them now and then: notifications of the file system miss what is mounted or
 * replaced as a whole. One change is taken over at a time. The first look counts as a change, since a file
 * may have changed after it was read and before it was watched.
 */
export function watchFiles({ files, everyMilliseconds, changed }: WatchOptions): FileWatch {
  let known: string | undefined
  return poll(everyMilliseconds, async () => {
    const seen = files.map(signatureOf).join('\n')
    if (seen === known) return
    if (await changed()) known = seen
  })
}
