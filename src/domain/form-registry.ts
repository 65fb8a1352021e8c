import type { Form } from './form.ts'

/** All forms of an instance as they are now; each is found in constant time. */
export interface FormRegistry {
  find(clientId: string): Form | undefined
  /** The client_ids that share the eight characters which name a form in a `state`. */
  withTag(tag: string): readonly string[]
  readonly size: number
}

/** A registry that changes while the service runs. Who has found a form keeps it as it was. */
export interface LiveFormRegistry extends FormRegistry {
  /** Adds a form, in the place of the one with its client_id. */
  put(form: Form): void
  /** Takes a form out, unless another has its place already. */
  drop(form: Form): void
}

/**
 * Makes the registry of forms with distinct client_ids.
 * @param tagOf the characters that name a form in a `state`
 */
export function createFormRegistry(
  forms: Iterable<Form>,
  tagOf: (clientId: string) => string,
): LiveFormRegistry {
  const byClientId = new Map<string, Form>()
  // One client_id by itself: of 175,000 forms hardly any two share a tag.
  const byTag = new Map<string, string | readonly string[]>()
  const withTag = (tag: string): readonly string[] => {
    const named = byTag.get(tag) ?? []
    return typeof named === 'string' ? [named] : named
  }
  const put = (form: Form) => {
    const { client_id } = form
    const isKnown = byClientId.has(client_id)
    byClientId.set(client_id, form)
    if (isKnown) return
    const tag = tagOf(client_id)
    const others = withTag(tag)
    byTag.set(tag, others.length === 0 ? client_id : [...others, client_id])
  }
  const drop = (form: Form) => {
    const { client_id } = form
    if (byClientId.get(client_id) !== form) return
    byClientId.delete(client_id)
    const tag = tagOf(client_id)
    const others = withTag(tag).filter((one) => one !== client_id)
    if (others.length === 0) byTag.delete(tag)
    else byTag.set(tag, others)
  }
  for (const form of forms) put(form)
  return {
    find: (clientId) => byClientId.get(clientId),
    withTag,
    get size() {
      return byClientId.size
    },
    put,
    drop,
  }
}
