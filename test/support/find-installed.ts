import { accessSync, constants } from 'node:fs'

/**
 * The first of these files that is there, of what Debian installs.
 * @throws with the command that installs it
 */
export function findInstalled(paths: readonly string[], packages: string): string {
  for (const path of paths)
    try {
      accessSync(path, constants.R_OK)
      return path
    } catch {
      // The next one, then.
    }
  throw new Error(
    `${paths[0]} is missing: apt-get update && apt-get install -y --no-install-recommends ${packages}`,
  )
}
