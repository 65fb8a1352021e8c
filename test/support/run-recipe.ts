import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findInstalled } from './find-installed.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const at = (file: string) => `${root}docs/verification/${file}`

/** How a recipe of docs/verification is run, once what it needs was found. */
export interface Recipe {
  readonly language: string
  /** @throws with the command that installs what is missing */
  readonly command: () => readonly [string, ...string[]]
}

/** The four recipes, with the interpreters that Debian installs (and this Node). */
export const recipes: readonly Recipe[] = [
  {
    language: 'Python',
    command: () => {
      const packages = 'python3-jwt python3-cryptography'
      findInstalled(['/usr/lib/python3/dist-packages/jwt'], packages)
      return [findInstalled(['/usr/bin/python3'], packages), at('verify.py')]
    },
  },
  {
    language: 'PHP',
    command: () => [findInstalled(['/usr/bin/php'], 'php-cli'), at('verify.php')],
  },
  {
    language: 'Java',
    command: () => {
      const packages = 'default-jdk-headless libjackson2-databind-java'
      findInstalled(['/usr/share/java/jackson-databind.jar'], packages)
      const java = findInstalled(['/usr/bin/java'], packages)
      return [java, '-cp', '/usr/share/java/*', at('Verify.java')]
    },
  },
  {
    language: 'Node',
    command: () => {
      if (!existsSync(`${root}dist/verify.js`)) throw new Error('not built: npm run build')
      return [process.execPath, at('verify.mjs')]
    },
  },
]

/** Hands requests to a recipe, one a line, and reads its answers. @throws with what it complained of */
export async function runRecipe(recipe: Recipe, requests: readonly unknown[]): Promise<unknown[]> {
  const [command, ...parameters] = recipe.command()
  const child = spawn(command, parameters, { stdio: 'pipe' })
  let output = ''
  let complaint = ''
  child.stdout.on('data', (chunk: string) => {
    output += chunk
  })
  child.stdout.setEncoding('utf8')
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString()
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve)
  })
  child.stdin.end(requests.map((request) => `${JSON.stringify(request)}\n`).join(''))
  const status = await ended
  if (status !== 0) throw new Error(`${recipe.language} ended with ${status}: ${complaint}`)
  return output
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
}
