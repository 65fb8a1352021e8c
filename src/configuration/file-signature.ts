import { statSync } from 'node:fs'

/**
 * What tells one version of a file from the next without reading it. Mounted secrets are replaced by changing
 * a symbolic link: the inode behind it tells; a file that has become readable has another time of change only.
 * @returns the system's code of error where there is none: `ENOENT`, `EACCES`
 */
export function signatureOf(file: string): string {
  try {
    const found = statSync(file, { throwIfNoEntry: false })
    if (found === undefined) return 'ENOENT'
    return `${found.mtimeMs} ${found.ctimeMs} ${found.size} ${found.ino}`
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unreadable'
  }
}
