/**
 * What a page may rely on of `<franceconnect-prefill>`: its attributes, methods and events. It stands by itself, so
 * that a page's own project needs nothing else of this one:
 * `import type {} from 'franceconnect-prefill/widget'` makes the element and its events known to TypeScript.
 */

/** Why a field was not filled, see the prefill token; `no_input`: the form has no input that takes it. */
export type MissingReason =
  | 'not_provided'
  | 'none_known'
  | 'not_separated'
  | 'born_abroad'
  | 'not_in_options'
  | 'imprecise'
  | 'unreadable'
  | 'empty'
  | 'unavailable'
  | 'refused'
  | 'inconsistent'
  | 'declined'
  | 'withheld'
  | 'unresolved'
  | 'no_input'

/** A field that was not filled, or of a list that was filled in part only. */
export interface MissingField {
  readonly name: string
  readonly reason: MissingReason
}

/** `prefill-end`: how a trip ended, once for each; with names of fields, never their values. */
export interface PrefillEndDetail {
  readonly outcome: 'complete' | 'partial' | 'cancelled' | 'failed'
  /** `ok`, a code of the catalogue of errors, else OAuth's, or why the return was not used. */
  readonly code: string
  readonly filled: readonly string[]
  readonly missing: readonly MissingField[]
}

/** The attributes of the element. */
export interface PrefillAttributes {
  'client-id': string
  /** The id of the form; by default the enclosing one, else the next one of the page. */
  for?: string
  /** By default the page's language. */
  lang?: string
  /** The address of the service; by default that of the script. */
  service?: string
  /** The registered address to come back to; by default the page's own. */
  'redirect-uri'?: string
  /** What becomes of what the citizen typed. */
  merge?: 'keep' | 'replace'
  /** The page's own opaque value, signed into both tokens as `nonce`. */
  'form-nonce'?: string
  /** Keeps the token for the next steps of a form of several pages, in this tab. */
  remember?: boolean | ''
}

/** The events of the element; they bubble. */
export interface PrefillEventMap {
  /** Before leaving; cancelable. */
  'prefill-start': CustomEvent<Record<never, never>>
  /** For each field filled. */
  'prefill-field': CustomEvent<{ readonly name: string }>
  'prefill-end': CustomEvent<PrefillEndDetail>
}

/** The element. */
export interface FranceConnectPrefillElement extends HTMLElement {
  /** Leaves for FranceConnect, as a click on the button does. */
  start(): Promise<void>
  /** Puts the form back as it was before the last fill, and takes the token out of it. */
  undo(): void
  /** Leaves for the service's log-out, with nothing kept. */
  logout(): Promise<void>
}

declare global {
  interface HTMLElementTagNameMap {
    'franceconnect-prefill': FranceConnectPrefillElement
  }
  interface HTMLElementEventMap extends PrefillEventMap {}
  interface DocumentEventMap extends PrefillEventMap {}
}
