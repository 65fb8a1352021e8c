/** What the log learns of an error that nobody foresaw. */
export interface LoggedError {
  readonly type: string
  readonly code?: string
  /** Where it was thrown, innermost first; no frame quotes data. */
  readonly stack: readonly string[]
  readonly cause?: LoggedError
}

const deepest = 3
const mostFrames = 12

// A message may hold line breaks, and lines that look like frames: what stands before its end is left out.
function framesOf({ stack = '', message }: Error): string[] {
  const end = message === '' ? -1 : stack.indexOf(message)
  const below = end < 0 ? stack : stack.slice(end + message.length)
  return below
    .split('\n')
    .slice(1)
    .filter((line) => /^ {4}at /.test(line))
    .map((line) => line.trim())
    .slice(0, mostFrames)
}

const word = (text: unknown): string | undefined =>
  typeof text === 'string' && /^\w{1,40}$/.test(text) ? text : undefined

/**
 * Reduces an error to what helps to find a fault of ours and cannot quote a citizen: messages, and the members
 * that libraries hang on their errors, repeat what was received.
 */
export function errorForLog(error: unknown, depth = 1): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, stack: [] }
  const code = word('code' in error ? error.code : undefined)
  return {
    type: word(error.name) ?? 'Error',
    ...(code !== undefined && { code }),
    stack: framesOf(error),
    ...(error.cause !== undefined &&
      depth < deepest && { cause: errorForLog(error.cause, depth + 1) }),
  }
}
