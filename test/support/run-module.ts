import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

// `ask` hands a value over to the test and waits for the one that the test gives back.
const prelude = `import { createInterface as linesOf } from 'node:readline'
const answers = linesOf({ input: process.stdin })[Symbol.asyncIterator]()
const ask = async (value) => {
  process.stdout.write(JSON.stringify(value) + '\\n')
  return JSON.parse((await answers.next()).value)
}
`

/** A folder of a reader: our package installed as it is built, and openid-client beside it. */
function makeProject(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'prefill-module-'))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules/franceconnect-prefill'))
  symlinkSync(join(root, 'node_modules/openid-client'), join(folder, 'node_modules/openid-client'))
  writeFileSync(join(folder, 'snippet.mjs'), `${prelude}${text}process.stdin.destroy()\n`)
  return folder
}

/**
 * Runs JavaScript of the documentation as a module of its own, in a process of its own. Where it says
 * `await ask(value)`, `answer` gets the value and gives what comes back.
 * @throws with what it complained of, when it fails
 */
export async function runModule(
  text: string,
  answer: (value: unknown) => unknown,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const folder = makeProject(text)
  const child = spawn(process.execPath, ['snippet.mjs'], { cwd: folder, env })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const reply = await answer(JSON.parse(line))
      child.stdin.write(`${JSON.stringify(reply ?? null)}\n`)
    }
  } finally {
    child.kill()
    await ended
    rmSync(folder, { recursive: true })
  }
  if (complaint !== '') throw new Error(complaint)
}
