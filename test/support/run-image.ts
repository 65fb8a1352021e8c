import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BuiltStage } from './build-image.ts'

type Variables = Readonly<Record<string, string>>

/** A program of an image that runs, or has ended. */
export interface ImageProcess {
  readonly child: ChildProcess
  readonly output: () => string
  readonly ended: Promise<number | null>
}

function identityOf(user: string | undefined): { uid?: number; gid?: number } {
  // Only root may become somebody else.
  if (user === undefined || process.getuid?.() !== 0) return {}
  const [uid, gid] = user.split(':').map(Number)
  return { ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }) }
}

/** Starts a program as a container would: its user, its folder, its variables and no others. */
export function startIn(
  image: BuiltStage,
  [program = '', ...args]: readonly string[],
  variables: Variables,
): ImageProcess {
  if (program !== 'node') throw new Error(`the image has no ${program}`)
  const child = spawn(process.execPath, args, {
    cwd: join(image.root, image.workdir),
    env: { ...image.environment, TMPDIR: '/nonexistent', ...variables },
    ...identityOf(image.user),
  })
  let output = ''
  const read = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, output: () => output, ended }
}

/** Takes the right to write from everybody, as a read-only root file system does. */
export function makeReadOnly({ root }: BuiltStage): void {
  execFileSync('chmod', ['-R', 'a-w', root])
}

/** Gives it back, so that the folder can be removed. */
export function makeWritable({ root }: BuiltStage): void {
  execFileSync('chmod', ['-R', 'u+w', root])
}

/** Every path in an image, with when it last changed. */
export function contentsOf({ root }: BuiltStage): Map<string, number> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
  return new Map(paths.map((path) => [path, lstatSync(join(root, path)).mtimeMs]))
}
