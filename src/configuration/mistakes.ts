/** One mistake of a configuration: where it stands, and what was expected there. */
export interface ConfigurationMistake {
  /** The file, relative to CONFIG_DIR, or the environment variable. */
  readonly where: string
  readonly line?: number
  readonly path?: string
  readonly message: string
}

/** Writes a mistake as one line: where, and what. */
export function printMistake({ where, line, path, message }: ConfigurationMistake): string {
  const place = line === undefined ? where : `${where}:${line}`
  return path === undefined || path === ''
    ? `${place}: ${message}`
    : `${place}: ${path}: ${message}`
}

/** Writes the path of a value as one would in code: `forms[0].redirect_uris`. */
export function printPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    return text === '' ? String(step) : `${text}.${String(step)}`
  }, '')
}

/** A configuration that must not be started with. Its message holds every mistake, one a line. */
export class ConfigurationError extends Error {
  readonly mistakes: readonly ConfigurationMistake[]

  constructor(mistakes: readonly ConfigurationMistake[]) {
    super(mistakes.map(printMistake).join('\n'))
    this.name = 'ConfigurationError'
    this.mistakes = mistakes
  }
}
