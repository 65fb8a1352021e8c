import type { NamedControl } from '../../domain/find-places.ts'
import type { Choice } from '../../domain/write-value.ts'

/** A control of a page's form. */
export interface PageControl extends NamedControl {
  readonly line: number
  readonly id: string
  /** What citizens read of it. */
  readonly label: string
  readonly isDisabled: boolean
  /** Of a select its options, of a radio or a checkbox itself. */
  readonly choices: readonly Choice[]
}

/** A form of a page, with the controls that can be prefilled. */
export interface PageForm {
  readonly line: number
  readonly id: string
  /** Its position among the elements of the page. */
  readonly order: number
  readonly controls: readonly PageControl[]
}

/** A `<franceconnect-prefill>` of a page. */
export interface PageWidget {
  readonly line: number
  readonly order: number
  readonly clientId: string | undefined
  readonly for: string | undefined
  readonly service: string | undefined
  /** The form around it. */
  readonly around: PageForm | undefined
}

/** A script that a page loads. */
export interface PageScript {
  readonly line: number
  readonly src: string
  readonly type: string
  readonly nonce: string | undefined
}

/** What of a page concerns the widget. */
export interface PageDocument {
  readonly forms: readonly PageForm[]
  readonly widgets: readonly PageWidget[]
  readonly scripts: readonly PageScript[]
  /** The policies of its meta elements. */
  readonly policies: readonly { readonly line: number; readonly content: string }[]
}
