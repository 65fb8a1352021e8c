import pino from 'pino'

/** Where the log goes. */
export interface LogDestination extends pino.DestinationStream {
  /** Writes now what waits for the end of the turn: for the end of the process, after which no turn comes. */
  flush(): void
}

/**
 * Makes the destination of the log. What is logged within one turn of the event loop is written together at its end,
 * in place: pino's own destination sends each write to another thread and waits for it. SIGKILL can cost the lines of
 * the running turn.
 * @param file a file descriptor, or the name of a file
 */
export function createLogDestination(file: number | string): LogDestination {
  const output = pino.destination({ dest: file, sync: true })
  let waiting = ''
  const flush = () => {
    const lines = waiting
    waiting = ''
    if (lines !== '') output.write(lines)
  }
  return {
    flush,
    write(line) {
      if (waiting === '') setImmediate(flush)
      waiting += line
    },
  }
}
