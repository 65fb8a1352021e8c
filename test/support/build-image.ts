import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import type { Sees } from './docker-context.ts'
import type { Instruction, Stage } from './dockerfile.ts'

/** What an image is made from. */
export interface BuildContext {
  readonly checkout: string
  readonly sees: Sees
  readonly stages: readonly Stage[]
}

/** A stage carried out by hand: a folder that stands for its root, and what its program is started with. */
export interface BuiltStage {
  readonly root: string
  readonly workdir: string
  readonly environment: Readonly<Record<string, string>>
  readonly user: string | undefined
}

// What npm needs to find its cache and registry; everything else of this process stays outside.
const host = ['PATH', 'HOME', 'npm_config_cache', 'npm_config_registry', 'npm_config_userconfig']
const hostEnvironment = () =>
  Object.fromEntries(host.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))

function copyFrom(context: BuildContext, path: string, to: string): void {
  const filter = (file: string) => {
    const inCheckout = relative(context.checkout, file)
    return statSync(file).isDirectory() || context.sees(inCheckout)
  }
  cpSync(join(context.checkout, path), to, { recursive: true, filter })
}

function copy(
  context: BuildContext,
  built: ReadonlyMap<string, BuiltStage>,
  into: string,
  { from, sources, to }: Extract<Instruction, { name: 'COPY' }>,
): void {
  for (const source of sources) {
    const destination = join(into, to, to.endsWith('/') ? basename(source) : '')
    const stage = from === undefined ? undefined : built.get(from)
    if (stage === undefined) copyFrom(context, source, destination)
    else cpSync(join(stage.root, source), destination, { recursive: true, verbatimSymlinks: true })
  }
}

function run(command: string, cwd: string, environment: BuiltStage['environment']): void {
  const env = {
    ...hostEnvironment(),
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    ...environment,
  }
  const { status, stderr, stdout } = spawnSync('sh', ['-c', command], {
    cwd,
    env,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`RUN ${command} ended with ${status}: ${stdout}${stderr}`)
}

/** Carries out every step of a stage, those of the stages before it being done. */
function buildStage(
  context: BuildContext,
  built: ReadonlyMap<string, BuiltStage>,
  { name, instructions }: Stage,
): BuiltStage {
  const root = mkdtempSync(join(tmpdir(), `prefill-image-${name}-`))
  // As `/` is: another user than the one that builds runs what is in it.
  chmodSync(root, 0o755)
  let workdir = '/'
  let user: string | undefined
  const environment: Record<string, string> = {}
  for (const one of instructions) {
    const into = join(root, workdir)
    if (one.name === 'WORKDIR') {
      workdir = one.value
      mkdirSync(join(root, workdir), { recursive: true })
    } else if (one.name === 'ENV') environment[one.key] = one.value
    else if (one.name === 'USER') user = one.value
    else if (one.name === 'COPY') copy(context, built, into, one)
    else if (one.name === 'RUN') run(one.command, into, environment)
  }
  return { root, workdir, environment, user }
}

/** Carries out all stages of a Dockerfile, in its order. The folders are the caller's to remove. */
export function buildStages(context: BuildContext): ReadonlyMap<string, BuiltStage> {
  const built = new Map<string, BuiltStage>()
  for (const stage of context.stages) built.set(stage.name, buildStage(context, built, stage))
  return built
}
