/** Writes a text in a colour or weight (an SGR code of ECMA-48), or as it is. */
export type Paint = (text: string, code: number) => string

export const bold = 1
export const dim = 2

/** Whether to write in colour: on a terminal that knows it, unless NO_COLOR is set (no-color.org). */
export function wantsColour(
  isTerminal: boolean | undefined,
  { NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
): boolean {
  return isTerminal === true && !NO_COLOR && TERM !== 'dumb'
}

export const painter = (isColoured: boolean): Paint =>
  isColoured ? (text, code) => `\u001B[${code}m${text}\u001B[0m` : (text) => text

/** What came from outside may hold what steers a terminal. */
export const tame = (text: string) => text.replace(/\p{Cc}/gu, ' ')
