import type { Assurance } from './prefill-claims.ts'

/**
 * What the widget can say before, or without, an answer of `GET /forms/{client_id}`: bundled with it,
 * so that the button never waits for the network.
 */
export type EarlyMessageKey = 'login' | 'whatIs' | 'byHand' | 'unavailable' | 'logOut' | 'undo'

/** What the widget says once the form is known; comes with `GET /forms/{client_id}` as `sentences`. */
export type LateMessageKey =
  | 'about'
  | 'leaving'
  | 'insecurePage'
  | 'noForm'
  | 'cancelled'
  | 'undone'
  | 'noteToFill'
  | 'noStorage'
  | 'failed'
  | 'notRecognised'
  | 'filled'
  | 'left'
  | 'connectedAs'
  | 'leaveSafely'
  | 'whatIsTitle'
  | 'yes'
  | 'no'
  | `note.${Assurance}`
  | 'loggedOut'
  | 'noteLocked'
  | 'noteKept'
  | 'noteNotWritten'
  | 'noteImprecise'
  | 'notePartUnknown'
  | 'noteRest'
  | 'testData'
  | 'unregistered'
  | 'wrongService'

export type WidgetMessageKey = EarlyMessageKey | LateMessageKey

/** The keys in `sentences` of what the widget says of this form, see explain-form.ts. */
export type FormSentenceKey = 'explain' | 'purpose'

/** The key in `sentences` of what the widget says after an error redirect, by its code in the catalogue. */
export type ErrorSentenceKey = `error.${string}`

export type EarlyMessages = Readonly<Record<EarlyMessageKey, string>>

/** Every sentence of the widget in one language; `{name}` stands for a value filled in later. */
export type WidgetMessages = Readonly<Record<WidgetMessageKey, string>>
