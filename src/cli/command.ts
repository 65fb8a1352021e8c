/** A command of `franceconnect-prefill`. */
export interface Command {
  /** What `--help` prints. */
  readonly usage: string
  /** @returns the exit code */
  readonly run: (args: readonly string[]) => Promise<number>
}
