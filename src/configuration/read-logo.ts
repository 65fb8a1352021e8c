import { createHash } from 'node:crypto'
import { type PathLike, readFileSync, realpathSync, statSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize, sep } from 'node:path'
import { inspectLogo, type Logo, type LogoType, mostLogoBytes } from '../domain/logo.ts'
import type { NoteFile } from './secret-reference.ts'

/** Where a logo is named: in which file of which folder. */
export interface LogoPlace {
  /** CONFIG_DIR. */
  readonly root: string
  /** The collectivite's file, relative to it. */
  readonly file: string
  readonly noteFile?: NoteFile | undefined
}

const fault = (message: string) => ({ fault: message })

const isInside = (folder: string, path: string) =>
  path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)

// Volumes put links in the place of files: what counts is where those lead.
function leavesFolders(path: string, { root, file }: LogoPlace): boolean {
  const real = realpathSync(path)
  const folders = [root, dirname(join(root, file))].map((folder) => realpathSync(folder))
  return !folders.some((folder) => isInside(folder, real))
}

const digestOf = (content: Uint8Array) =>
  createHash('sha256').update(content).digest('hex').slice(0, 16)

function readKept(path: string): Logo | { readonly fault: string } {
  const found = statSync(path)
  if (!found.isFile()) return fault('expected a file')
  // Not read at all where it is far too large.
  const content =
    found.size > mostLogoBytes ? new Uint8Array(found.size) : new Uint8Array(readFileSync(path))
  const logo = inspectLogo(content)
  return 'fault' in logo ? logo : { path, digest: digestOf(content), ...logo }
}

/**
 * Reads the logo of a collectivite, and keeps of it what its pages need; the content stays in the file.
 * @param name relative to the collectivite's file
 */
export function readLogo(name: string, place: LogoPlace): Logo | { readonly fault: string } {
  const { root, file, noteFile = () => undefined } = place
  const relative = normalize(join(dirname(file), name))
  if (isAbsolute(name) || relative.startsWith('..'))
    return fault('expected a path beside this file, in the folder of the configuration')
  const path = join(root, relative)
  noteFile(path)
  try {
    if (leavesFolders(path, place))
      return fault('leads out of the folder of the configuration by a link')
    return readKept(path)
  } catch (error) {
    return fault(`cannot be read: ${(error as NodeJS.ErrnoException).code}`)
  }
}

/** A logo's file as it is now. */
export interface LogoContent {
  readonly digest: string
  readonly type: LogoType
  readonly content: Buffer
}

/** Reads a logo's file again, to serve it; undefined where it holds none any more. */
export async function readLogoContent(path: PathLike): Promise<LogoContent | undefined> {
  try {
    if ((await stat(path)).size > mostLogoBytes) return undefined
    const content = await readFile(path)
    const logo = inspectLogo(content)
    return 'fault' in logo ? undefined : { digest: digestOf(content), type: logo.type, content }
  } catch {
    return undefined
  }
}
