/** What a command of the package needs that is not part of an installation for production. */
export class MissingIslandError extends Error {
  constructor(cause: unknown) {
    super(
      'the simulator is not part of this installation: it is left out of the service’s image and by `npm install --omit=optional`',
      { cause },
    )
    this.name = 'MissingIslandError'
  }
}

const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'

/**
 * Loads a module of the simulator, which the service is built and run without: its path is not known to the
 * compiler, and its type is the caller's word.
 * @throws MissingIslandError
 */
export async function loadIsland<Module>(name: string): Promise<Module> {
  const path = `../simulator/${name}.js`
  try {
    return (await import(path)) as Module
  } catch (error) {
    if (isMissing(error)) throw new MissingIslandError(error)
    throw error
  }
}
