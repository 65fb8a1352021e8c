import type { Problem, Verification } from '../../verify.ts'

const sayProblem: Readonly<Record<Problem, string>> = {
  expired: 'it was to be submitted earlier',
  retired_key: 'its key was not in use when it says that it was signed',
  revoked_key: 'its key was revoked',
  other_form: 'it is of another form or another service',
  other_nonce: 'it was made for another visit of the page',
  reused: 'it was submitted before',
  test_token: 'it is about a test person (--allow-test takes it)',
  tampered: 'its signature does not hold',
  wrong_type: 'it is no prefill token',
  missing: 'there is none',
  keys_unavailable: 'the public keys could not be had: ask again, or give them with --keys',
}

/** A name as a terminal may be given it: whoever sent the form chose it, control characters and all. */
const printable = (name: string) => name.replaceAll(/\p{C}/gu, '\ufffd')

const columns = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  )
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

/** A verification for people: whether the token is authentic, and what became of each field; no value. */
export function printVerification(verification: Verification): string {
  const { valid, problems, demarche, environment, fields, added } = verification
  const rows = Object.entries(fields).map(([name, { verdict, lock_broken, ...origin }]) => [
    printable(name),
    lock_broken ? `${verdict} (was locked)` : verdict,
    origin.source,
    origin.assurance,
    origin.as_of,
  ])
  return [
    valid ? 'The prefill token is authentic.\n' : 'The prefill token proves nothing:\n',
    ...problems.map((problem) => `  ${problem}: ${sayProblem[problem]}\n`),
    demarche === null ? '' : `Procedure: ${demarche} (${environment} people)\n`,
    rows.length === 0
      ? ''
      : `\n${columns([['field', 'verdict', 'source', 'assurance', 'as of'], ...rows])}`,
    added.length === 0 ? '' : `\nTyped by the citizen: ${added.map(printable).join(', ')}\n`,
  ].join('')
}
