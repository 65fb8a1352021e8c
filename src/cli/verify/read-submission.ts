/**
 * Reads a submission from a file: an object of JSON, or what a browser sends
 * (`application/x-www-form-urlencoded`, HTML §4.10.21.6).
 */
export function readSubmission(written: string): object {
  try {
    const parsed: unknown = JSON.parse(written)
    if (typeof parsed === 'object' && parsed !== null) return parsed
  } catch {
    // No JSON, then.
  }
  return new URLSearchParams(written.trim())
}
