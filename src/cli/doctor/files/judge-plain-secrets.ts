import type { ConfigurationDocument } from '../../../configuration/document.ts'
import { isPublished } from '../../../configuration/secret-strength.ts'
import { type Finding, find } from '../finding.ts'

type Path = readonly PropertyKey[]

const isSecret = (text: string) => !text.includes('${') && !isPublished(text)

function plainSecrets(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return []
  const steps: [PropertyKey, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value)
  return steps.flatMap(([step, inner]) => {
    const isPlain = step === 'client_secret' && typeof inner === 'string' && isSecret(inner)
    return isPlain ? [[...path, step]] : plainSecrets(inner, [...path, step])
  })
}

/** Finds the secrets that stand in a file instead of a reference to them. What they are is never repeated. */
export function judgePlainSecrets({ value, mistake }: ConfigurationDocument): Finding[] {
  return plainSecrets(value, []).map((path) =>
    find(
      'secret-in-plain-text',
      mistake(path, ''),
      'a secret stands here for everyone who reads the file or its history',
      'write a reference to a variable in its place, or client_secret_file; then have the secret replaced where it was given',
    ),
  )
}
