import { readFileSync, writeFileSync } from 'node:fs'
import {
  type ChangedKeys,
  KeyChangeError,
  revokeKey,
  scheduleRotation,
} from '../signing/change-keys.ts'
import { generateSigningKeys } from '../signing/generate-signing-keys.ts'
import { type PrivateKey, readKeyFile, SigningKeysError } from '../signing/key-file.ts'
import { type KeyLife, stateAt } from '../signing/key-lifecycle.ts'
import type { Command } from './command.ts'
import { readLead } from './read-lead.ts'
import { FileBusyError, replaceFile } from './replace-file.ts'

const usage = `usage: franceconnect-prefill keys init FILE
       franceconnect-prefill keys rotate FILE [--in 24h]
       franceconnect-prefill keys list FILE
       franceconnect-prefill keys revoke FILE KID
       the signing keys of SIGNING_KEYS_FILE: makes them, makes their successors (to sign in 24 hours, or when
       --in says: 90s, 30m, 24h, 2d), lists them, or has one never be trusted again
exit code: 0 done, 1 not possible, 2 not understood
`

const usualLead = '24h'

// Public keys are cached for ten minutes, and instances look at the file every five seconds.
const shortLeadSeconds = 15 * 60

const say = (text: string) => process.stdout.write(`${text}\n`)
const instant = () => Math.floor(Date.now() / 1000)
const write = (keys: object) => `${JSON.stringify(keys, null, 2)}\n`
const read = (file: string) => readKeyFile(JSON.parse(readFileSync(file, 'utf8')))

type Change = (keys: readonly PrivateKey[]) => Promise<ChangedKeys>

const change = (file: string, make: Change) =>
  replaceFile(file, async () => {
    const changed = await make(read(file))
    // What could not be read again must not be written.
    readKeyFile(changed)
    return write(changed)
  })

const day = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000', '')

function lifeText(life: KeyLife): string {
  const { valid_from, valid_until, revoked_at } = life
  // A successor that was revoked while it waited: the day on which it was to begin means nothing any more.
  if (revoked_at !== undefined && revoked_at < valid_from)
    return `revoked ${day(revoked_at)}, never signed`
  const state = revoked_at === undefined ? stateAt(life, instant()) : 'revoked'
  const until = valid_until === undefined ? '' : ` until ${day(valid_until)}`
  const revoked = revoked_at === undefined ? '' : ` revoked ${day(revoked_at)}`
  return `${state} from ${day(valid_from)}${until}${revoked}`
}

function list(file: string): void {
  for (const { kid, alg, ...life } of read(file)) say(`${alg} ${kid} ${lifeText(life)}`)
}

async function init(file: string): Promise<void> {
  const set = await generateSigningKeys(instant())
  // An existing file is never overwritten: its keys may have signed.
  writeFileSync(file, write(set), { mode: 0o600, flag: 'wx' })
  list(file)
}

async function rotate(file: string, lead: number): Promise<void> {
  if (lead < shortLeadSeconds)
    process.stderr.write(
      'less than 15m: where an instance or a client has not seen the new keys in time, verifications fail\n',
    )
  await change(file, (all) => scheduleRotation(all, instant(), lead))
  list(file)
}

async function revoke(file: string, kid: string): Promise<void> {
  await change(file, (all) => revokeKey(all, kid, instant()))
  list(file)
}

function perform(args: readonly string[]): Promise<void> | void | undefined {
  const [action, file, third, fourth, ...more] = args
  if (file === undefined || more.length > 0) return undefined
  if (action === 'init' && third === undefined) return init(file)
  if (action === 'list' && third === undefined) return Promise.resolve(list(file))
  if (action === 'revoke' && third !== undefined && fourth === undefined) return revoke(file, third)
  if (action !== 'rotate') return undefined
  if (third !== undefined && (third !== '--in' || fourth === undefined)) return undefined
  const lead = readLead(fourth ?? usualLead)
  return lead === undefined ? undefined : rotate(file, lead)
}

const readOnly: readonly string[] = ['EROFS', 'EACCES', 'EPERM', 'EBUSY', 'EXDEV']

function reasonOf(error: unknown, file: string): string {
  const told = [KeyChangeError, SigningKeysError, FileBusyError]
  if (error instanceof Error && told.some((kind) => error instanceof kind)) return error.message
  // The parser's own message quotes the file.
  if (error instanceof SyntaxError) return `${file} is not JSON`
  const { code, path = file } = error as NodeJS.ErrnoException
  if (code === undefined) throw error
  if (code === 'EEXIST') return `${path} exists, and is never overwritten: its keys may have signed`
  if (code === 'ENOENT') return `${path}: no such file or folder`
  const hint = readOnly.includes(code)
    ? '; a mounted secret is changed where it comes from: work on a copy of the file, then update the secret'
    : ''
  return `cannot read or write ${path}: ${code}${hint}`
}

async function run(args: readonly string[]): Promise<number> {
  try {
    const work = perform(args)
    if (work === undefined) {
      process.stderr.write(usage)
      return 2
    }
    await work
    return 0
  } catch (error) {
    process.stderr.write(`${reasonOf(error, args[1] ?? '')}\n`)
    return 1
  }
}

/**
 * `keys init|rotate|list|revoke`: the life of the signing keys. It changes the file; every instance that
 * serves it takes the change over by itself.
 */
export const keys: Command = { usage, run }
