import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Verification } from '../../src/verify.ts'
import { findInstalled } from './find-installed.ts'
import { oddSecret } from './foreign-client.ts'
import { freePort } from './start-demo-process.ts'

const at = (file: string) => fileURLToPath(new URL(`../../docs/clients/${file}`, import.meta.url))

/** How a recipe of docs/clients is run, once what it needs was found. */
export interface BackEndRecipe {
  readonly language: string
  readonly file: string
  /** @throws with the command that installs what is missing */
  readonly command: (port: number) => readonly [string, ...string[]]
}

/** The three recipes whose interpreters Debian installs. */
export const installedRecipes: readonly BackEndRecipe[] = [
  {
    language: 'PHP',
    file: 'login.php',
    command: (port) => {
      const php = findInstalled(['/usr/bin/php'], 'php-cli')
      return [php, '-q', '-S', `localhost:${port}`, at('login.php')]
    },
  },
  {
    language: 'Python',
    file: 'login.py',
    command: () => {
      const packages = 'python3-jwt python3-cryptography'
      findInstalled(['/usr/lib/python3/dist-packages/jwt'], packages)
      findInstalled(['/usr/lib/python3/dist-packages/cryptography'], packages)
      return [findInstalled(['/usr/bin/python3'], packages), at('login.py')]
    },
  },
  {
    language: 'Java',
    file: 'Login.java',
    command: () => {
      const packages = 'default-jdk-headless libjackson2-databind-java'
      findInstalled(['/usr/share/java/jackson-databind.jar'], packages)
      const java = findInstalled(['/usr/bin/java'], packages)
      return [java, '-Dfile.encoding=UTF-8', '-cp', '/usr/share/java/*', at('Login.java')]
    },
  },
]

export const nodeRecipe: BackEndRecipe = {
  language: 'Node',
  file: 'login.mjs',
  command: () => [process.execPath, at('login.mjs')],
}

/** What a recipe files of a submission. */
export interface FiledSubmission {
  readonly client_id: string
  readonly prefill_token: string
  readonly submitted: Readonly<Record<string, string>>
  readonly submitted_at: string
  readonly verdict: Verification | null
  readonly reused?: true
}

/** A recipe that runs. */
export interface BackEnd {
  /** Where it listens: the citizens' address of it, unless another was given. */
  readonly address: string
  /** What it wrote to its two outputs so far. */
  readonly output: () => string
  /** The name of each file → what stands in it. */
  readonly filed: () => ReadonlyMap<string, FiledSubmission>
  /** Where the files are. */
  readonly folder: string
  /** Nothing can be filed from now on. */
  removeFolder(): void
  stop(): Promise<void>
}

interface BackEndOptions {
  readonly issuer: string
  readonly clientId: string
  /** Of the form, as citizens see it; by default where it listens. */
  readonly origin?: string
  readonly port?: number
}

const mostSeconds = 60

/** Starts a recipe, and resolves when it answers. @throws with what it complained of when it ends instead */
export async function startBackEnd(
  recipe: BackEndRecipe,
  { issuer, clientId, origin, port: given }: BackEndOptions,
): Promise<BackEnd> {
  const port = given ?? (await freePort())
  const address = `http://localhost:${port}`
  const folder = mkdtempSync(join(tmpdir(), 'prefill-submissions-'))
  chmodSync(folder, 0o700)
  const [command, ...parameters] = recipe.command(port)
  const child = spawn(command, parameters, {
    env: {
      ISSUER: issuer,
      CLIENT_ID: clientId,
      CLIENT_SECRET: oddSecret,
      ORIGIN: origin ?? address,
      SUBMISSIONS_DIR: folder,
      PORT: String(port),
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  let isOver = false
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
  }).then(() => {
    isOver = true
  })
  const answers = () => fetch(`${address}/`).catch(() => undefined)
  for (let count = 0; (await answers()) === undefined; count++) {
    if (isOver || count > mostSeconds * 10) {
      child.kill('SIGKILL')
      throw new Error(`${recipe.file} does not answer: ${output}`)
    }
    await sleep(100)
  }
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  return {
    address,
    folder,
    output: () => output,
    filed: () => new Map(readdirSync(folder).map((name) => [name, read(name)])),
    removeFolder: () => rmSync(folder, { recursive: true }),
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
