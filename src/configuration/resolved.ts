/** Something wrong with one member. */
export interface MemberFault {
  readonly member: string
  readonly message: string
}

/** What a part of a file comes to, or everything that is wrong with it. */
export type Resolved<T> = { readonly value: T } | { readonly faults: readonly MemberFault[] }

export const fault = (member: string, message: string) => ({ faults: [{ member, message }] })
