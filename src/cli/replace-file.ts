import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'

/** Another change of the same file is under way, or was killed. */
export class FileBusyError extends Error {
  constructor(beside: string) {
    super(
      `${beside} exists: another change is under way, or was interrupted; delete it where none is running`,
    )
    this.name = 'FileBusyError'
  }
}

function open(beside: string): number {
  try {
    return openSync(beside, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new FileBusyError(beside)
    throw error
  }
}

// The process that reads the file must still be able to, and nobody else: root may change it for another.
function likeFormer(descriptor: number, file: string): void {
  const { mode, uid, gid } = statSync(file)
  const { geteuid, getegid } = process
  if (uid !== geteuid?.() || gid !== getegid?.()) fchownSync(descriptor, uid, gid)
  fchmodSync(descriptor, mode & 0o777)
}

/**
 * Replaces a file by another text, whole or not at all: whoever looks meanwhile finds the old one or the new one.
 * Written beside and moved; what is written beside also keeps other changes out. Behind a symbolic link the
 * file itself is replaced. Owner and mode stay.
 * @param make the text, made while nobody else changes the file
 * @throws FileBusyError, errors of the file system, and what `make` throws; then the file is as it was
 */
export async function replaceFile(file: string, make: () => Promise<string>): Promise<void> {
  const real = realpathSync(file)
  const beside = `${real}.new`
  const descriptor = open(beside)
  try {
    try {
      writeSync(descriptor, await make())
      likeFormer(descriptor, real)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(beside, real)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}
