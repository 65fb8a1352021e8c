// Checks a prefill token and says what became of every field, with this project's own library.
// As a program it reads one JSON request a line and answers each with one line: see docs/verification.md.
import { createInterface } from 'node:readline'
import { verifyPrefill } from 'franceconnect-prefill/verify'

/** The whole verdict, without asking the service for more than its public keys, which the library keeps. */
export function verify(token, submitted, expected) {
  const { issuer, client_id, submitted_at, nonce, seen = [], allow_test, keys } = expected
  return verifyPrefill(token, submitted, {
    issuer,
    clientId: client_id,
    submittedAt: new Date(submitted_at),
    nonce,
    seen: (jti) => seen.includes(jti), // in a real back end: a look-up in the database
    allowTest: allow_test,
    keys,
  })
}

/** The same from `POST /verify`, for a back end that would rather ask. */
export async function askService({
  issuer,
  client_id,
  prefill_token,
  submitted,
  submitted_at,
  nonce,
}) {
  const response = await fetch(`${issuer}/verify`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ client_id, prefill_token, submitted, submitted_at, nonce }),
    signal: AbortSignal.timeout(5000),
  })
  if (!response.ok) throw new Error(`/verify answers ${response.status}`)
  return response.json()
}

if (import.meta.filename === process.argv[1])
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line)
    const { valid, problems, jti, fields } = await verify(
      request.prefill_token,
      request.submitted,
      request,
    )
    const unchanged = Object.keys(fields).filter((name) => fields[name].verdict === 'unchanged')
    const verdict = request.ask ? await askService(request) : undefined
    process.stdout.write(`${JSON.stringify({ valid, problems, jti, unchanged, verdict })}\n`)
  }
