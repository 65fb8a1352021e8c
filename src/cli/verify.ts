import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type DecryptionKey, type PublishedKeys, verifyPrefill } from '../verify.ts'
import type { Command } from './command.ts'
import { printVerification } from './verify/print-verification.ts'
import { readSubmission } from './verify/read-submission.ts'

const usage = `usage: franceconnect-prefill verify --issuer URL --client-id ID [--submitted FILE] < TOKEN
       says what became of each prefilled field; the token is read from standard input, or with
       --token FILE: on a command line everybody on the machine could read it

  --issuer URL            the service's address (PUBLIC_URL)
  --client-id ID          the form
  --submitted FILE        what was submitted: JSON, or as a browser sends it (urlencoded)
  --submitted-at TIME     when, ISO 8601; now where it is absent
  --nonce VALUE           the page's form-nonce
  --keys FILE             a saved answer of GET /jwks/history; else it is asked of the issuer
  --decryption-key FILE   the form's private key (JWK), where its tokens are encrypted
  --allow-test            takes tokens about test people
  --json                  prints the verification as POST /verify answers it

exit code: 0 authentic, 1 not authentic or not readable, 2 not understood, 3 the keys could not be had
`

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const options = {
  issuer: text,
  'client-id': text,
  token: text,
  submitted: text,
  'submitted-at': text,
  nonce: text,
  keys: text,
  'decryption-key': text,
  'allow-test': flag,
  json: flag,
} as const

/** What the command was asked for, as it was typed. */
type Order = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

function readOrder(args: readonly string[]): Order | undefined {
  try {
    const { values } = parseArgs({ args: [...args], options })
    const { issuer, 'client-id': clientId, 'submitted-at': at } = values
    if (clientId === undefined || !URL.canParse(issuer ?? '')) return undefined
    return at !== undefined && Number.isNaN(Date.parse(at)) ? undefined : values
  } catch {
    return undefined
  }
}

/** A file that cannot be used, with the sentence that says so. Never quotes it: it may hold personal data. */
class UnusableFileError extends Error {}

function readFile(file: string | 0): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UnusableFileError(`cannot read ${file === 0 ? 'standard input' : file}: ${code}`)
  }
}

function readJson(file: string): unknown {
  const written = readFile(file)
  try {
    return JSON.parse(written)
  } catch {
    throw new UnusableFileError(`${file} is not JSON`)
  }
}

async function judge(order: Order, now: Date): Promise<number> {
  const { keys, submitted, 'decryption-key': key, 'submitted-at': at } = order
  const verification = await verifyPrefill(
    readFile(order.token ?? 0).trim(),
    submitted === undefined ? {} : readSubmission(readFile(submitted)),
    {
      issuer: order.issuer ?? '',
      clientId: order['client-id'] ?? '',
      submittedAt: at === undefined ? now : new Date(at),
      nonce: order.nonce,
      allowTest: order['allow-test'],
      keys: keys === undefined ? undefined : (readJson(keys) as PublishedKeys),
      decryptionKey: key === undefined ? undefined : (readJson(key) as DecryptionKey),
    },
  )
  process.stdout.write(
    order.json === true
      ? `${JSON.stringify(verification, null, 2)}\n`
      : printVerification(verification),
  )
  if (verification.problems.includes('keys_unavailable')) return 3
  return verification.valid ? 0 : 1
}

async function run(args: readonly string[]): Promise<number> {
  const order = readOrder(args)
  if (order === undefined) {
    process.stderr.write(usage)
    return 2
  }
  try {
    return await judge(order, new Date())
  } catch (error) {
    if (!(error instanceof UnusableFileError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

/**
 * `verify`: what became of each prefilled field of a submission, for whoever has the token and no program yet.
 */
export const verify: Command = { usage, run }
