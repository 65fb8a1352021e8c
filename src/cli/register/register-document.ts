/**
 * A paragraph, a list, or a table. Texts are plain, except that what stands between two backticks is a name of the
 * configuration or an address, set as such.
 */
export type Block =
  | { readonly paragraph: string }
  | { readonly list: readonly string[] }
  | { readonly head?: readonly string[]; readonly rows: readonly (readonly string[])[] }

export interface RegisterSection {
  readonly title: string
  readonly blocks: readonly Block[]
}

/** One processing activity, described: what article 30 of the GDPR wants in the register. */
export interface RegisterEntry {
  readonly title: string
  readonly sections: readonly RegisterSection[]
}

/** A text of the configuration: on one line, and with nothing that would be taken for a mark of ours. */
export function plain(text: string): string {
  return text.replaceAll('`', '’').replaceAll(/\s+/g, ' ').trim()
}

/** A name or an address, set as such. */
export function code(text: string): string {
  return `\`${plain(text)}\``
}

/** Several of them, in one sentence. */
export function codes(texts: readonly string[]): string {
  return texts.map(code).join(', ')
}

/** The parts of a text: those at odd places stood between backticks. */
export function partsOf(text: string): readonly string[] {
  return text.split('`')
}
