import type { PrefillField } from '../domain/prefill-claims.ts'
import { type Html, html } from '../http/html.ts'

/** A form to render prefilled: what the prefill token says of each field, and what goes along. */
export interface PrefilledForm {
  readonly fields: Readonly<Record<string, PrefillField>>
  readonly prefillToken: string
  readonly displayName: string
  readonly idToken: string
  readonly isTest: boolean
}

/** What a page of the back end is rendered from. */
export interface BackEndView {
  /** Where the form is. */
  readonly path: string
  readonly form?: PrefilledForm | undefined
  readonly notice?: string | undefined
  /** What the citizen had typed before logging in, by input name. */
  readonly typed?: Readonly<Record<string, unknown>> | undefined
  readonly logoutUrl: string
}

/** What stands in one input, and what is said beside it. */
export interface InputState {
  readonly value: string
  readonly note?: string | undefined
  readonly isLocked: boolean
}

const origins = {
  verified: 'Rempli par FranceConnect, donnée vérifiée auprès de l’INSEE.',
  administrative: 'Rempli par FranceConnect, d’après une administration.',
  declared: 'Rempli par FranceConnect, d’après ce que vous avez déclaré.',
} as const

/** A field as an input has it; of a list in one input all of it, in a numbered one (from 1) its own thing. */
function written(field: PrefillField | undefined, position: number | undefined): string {
  if (field === undefined || field.value === null) return ''
  const { text, value } = field
  if (text !== undefined) return text
  if (!Array.isArray(value)) return String(value)
  if (position !== undefined) return value[position - 1] ?? ''
  return value.join(field.type === 'address' ? '\n' : ' ')
}

function noteOf(
  field: PrefillField | undefined,
  own: string,
  wasTyped: boolean,
): string | undefined {
  if (field === undefined) return undefined
  if (field.value === null) return field.message
  if (own === '') return undefined
  if (wasTyped) return `Votre saisie est conservée. FranceConnect indique : ${own}.`
  return `${origins[field.assurance]}${field.locked ? ' Non modifiable ici.' : ''}`
}

/**
 * What stands in the input of a field: what was typed stays, else what the token says.
 * @param position of a group's input, from 1
 */
export function inputState(
  { form, typed }: BackEndView,
  name: string,
  position?: number,
): InputState {
  const field = form?.fields[name]
  const own = written(field, position)
  const kept = typed?.[position === undefined || position === 1 ? name : `${name}_${position}`]
  const wasTyped = typeof kept === 'string' && kept !== '' && kept !== own
  return {
    value: wasTyped ? kept : own,
    note: noteOf(field, own, wasTyped),
    isLocked: field !== undefined && field.value !== null && field.locked && !wasTyped,
  }
}

/**
 * The way to FranceConnect, or who is logged in. The button is one of the form's own, so that what was typed is
 * kept on the way; the hidden one before it is what the Enter key presses.
 */
export function invitation({ form, logoutUrl, path }: BackEndView): Html {
  if (form !== undefined)
    return html`<p><span id="connected">Connecté avec FranceConnect : ${form.displayName}</span>
<a href="${logoutUrl}">Se déconnecter</a></p>
${form.isTest ? html`<p class="hint">Données de test : ce ne sont pas celles d’une personne réelle.</p>` : undefined}`
  return html`<p>Gagnez du temps : FranceConnect, la solution de l’État pour se connecter aux services en ligne, peut remplir votre formulaire. Vous pouvez aussi tout remplir vous-même.</p>
<button hidden></button>
<p><button class="franceconnect" formaction="${path}/connexion" formnovalidate>S’identifier avec <strong>FranceConnect</strong></button></p>
<p><a href="https://franceconnect.gouv.fr/" rel="noopener">Qu’est-ce que FranceConnect ?</a></p>`
}
