import type { Form } from '../domain/form.ts'
import { takenBy } from './owners.ts'
import type { MemberFault } from './resolved.ts'
import type { Steps } from './steps.ts'

/** The client_ids that new versions of files want. */
export interface Claims {
  /** Claims a form's client_id for its file. @returns what speaks against it */
  claim(form: Form, file: string): MemberFault | undefined
  /** The file that has claimed a client_id. */
  claimant(clientId: string): string | undefined
  /** Says that a file stays as it was. @param forms those that were claimed for its new version */
  keep(file: string, forms: readonly Form[]): Steps<void>
}

/**
 * Makes the claims. A client_id can go from one file to another: it is free where the file that owns it is
 * read anew, or is gone.
 * @param owners the file of each form that is served
 * @param changing the files that are read anew or gone
 */
export function createClaims(
  owners: ReadonlyMap<string, string>,
  changing: Iterable<string>,
): Claims {
  const leaving = new Set(changing)
  const claimed = new Map<string, string>()
  return {
    claim: (form, file) => {
      const id = form.client_id
      const owner = owners.get(id)
      const isKept = owner !== undefined && owner !== file && !leaving.has(owner)
      const other = claimed.get(id) ?? (isKept ? owner : undefined)
      if (other !== undefined) return takenBy(form, other)
      claimed.set(id, file)
      return undefined
    },
    claimant: (id) => claimed.get(id),
    *keep(file, forms) {
      leaving.delete(file)
      for (const { client_id } of forms) {
        claimed.delete(client_id)
        yield
      }
    },
  }
}
