import { readFileSync } from 'node:fs'

type Environment = Readonly<Record<string, string | undefined>>

/** A secret found, or the sentence that says why not. */
export type FoundSecret = { readonly secret: string } | { readonly fault: string }

/** Is told of each file that a file of the configuration refers to, before it is read. */
export type NoteFile = (path: string) => void

function readSecretFile(path: string, note: NoteFile): FoundSecret {
  note(path)
  try {
    const secret = readFileSync(path, 'utf8').trim()
    return secret === '' ? { fault: `the file ${path} is empty` } : { secret }
  } catch (error) {
    return { fault: `cannot read ${path}: ${(error as NodeJS.ErrnoException).code}` }
  }
}

/**
 * Reads a secret from the environment: `NAME`, or the file that `NAME_FILE` names (as containers mount
 * secrets). Both at once is a fault, and so is neither.
 */
export function secretFromEnvironment(
  name: string,
  environment: Environment,
  note: NoteFile = () => undefined,
): FoundSecret {
  // An empty variable counts as absent: compose files and unit files write them.
  const value = environment[name] || undefined
  const file = environment[`${name}_FILE`] || undefined
  if (value !== undefined && file !== undefined)
    return { fault: `${name} and ${name}_FILE are both set; keep one` }
  if (file !== undefined) return readSecretFile(file, note)
  if (value === undefined) return { fault: `${name} is not set` }
  return { secret: value }
}

/** Where references are looked up. */
export interface SecretSurroundings {
  readonly environment: Environment
  readonly noteFile?: NoteFile
  /** Stands for the files of secrets, where nobody needs what is in them. */
  readonly standIn?: string
}

/** Resolves a secret member of a file: `${NAME}`, a `…_file`, or the secret itself. */
export function resolveSecret(
  value: string | undefined,
  file: string | undefined,
  { environment, noteFile = () => undefined, standIn }: SecretSurroundings,
): FoundSecret {
  if (file !== undefined)
    return standIn === undefined ? readSecretFile(file, noteFile) : { secret: standIn }
  if (value === undefined) return { fault: 'no secret is given' }
  const reference = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(value)?.[1]
  if (reference !== undefined) return secretFromEnvironment(reference, environment, noteFile)
  return value.includes('${')
    ? { fault: 'a reference to the environment must be the whole value' }
    : { secret: value }
}
