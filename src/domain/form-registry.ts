import type { Form } from './form.ts'

/** All forms of an instance; each is found in constant time. */
export interface FormRegistry {
  find(clientId: string): Form | undefined
  /** The client_ids that share the eight characters which name a form in a `state`. */
  withTag(tag: string): readonly string[]
  readonly size: number
}

/**
 * Makes the registry of forms with distinct client_ids.
 * @param tagOf the characters that name a form in a `state`
 */
export function createFormRegistry(
  forms: Iterable<Form>,
  tagOf: (clientId: string) => string,
): FormRegistry {
  const byClientId = new Map<string, Form>()
  const byTag = new Map<string, string[]>()
  for (const form of forms) {
    byClientId.set(form.client_id, form)
    const tag = tagOf(form.client_id)
    byTag.set(tag, [...(byTag.get(tag) ?? []), form.client_id])
  }
  return {
    find: (clientId) => byClientId.get(clientId),
    withTag: (tag) => byTag.get(tag) ?? [],
    size: byClientId.size,
  }
}
