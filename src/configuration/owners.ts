import type { Form } from '../domain/form.ts'
import type { MemberFault } from './resolved.ts'

/** What speaks against a form whose client_id another one has. */
export const takenBy = ({ client_id }: Form, file: string): MemberFault => ({
  member: 'client_id',
  message: `${client_id} is already in ${file}`,
})

/** Gives every client_id to the first file that has it, and tells the others. */
export function createOwners() {
  const owners = new Map<string, string>()
  const judge = (form: Form, file: string): MemberFault | undefined => {
    const owner = owners.get(form.client_id)
    owners.set(form.client_id, file)
    return owner === undefined ? undefined : takenBy(form, owner)
  }
  return { owners, judge }
}
