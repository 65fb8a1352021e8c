import { writeFileSync } from 'node:fs'
import { generateSigningKeys } from '../signing/generate-signing-keys.ts'

/**
 * `keys init FILE`: makes the signing keys of a new service, readable by their owner only.
 * An existing file is never overwritten: its keys may have signed.
 * @returns the exit code
 */
export async function keys([action, file]: readonly string[]): Promise<number> {
  if (action !== 'init' || file === undefined) {
    process.stderr.write('usage: franceconnect-prefill keys init FILE\n')
    return 2
  }
  const set = await generateSigningKeys(Math.floor(Date.now() / 1000))
  try {
    writeFileSync(file, `${JSON.stringify(set, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    process.stderr.write(`cannot write ${file}: ${(error as NodeJS.ErrnoException).code}\n`)
    return 1
  }
  process.stdout.write(`${set.keys.map(({ alg, kid }) => `${alg} ${kid}`).join('\n')}\n`)
  return 0
}
