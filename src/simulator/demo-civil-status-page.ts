import type { PrefillField } from '../domain/prefill-claims.ts'
import { type Html, html } from '../http/html.ts'
import { demoPage } from './demo-page.ts'

/** A form to render prefilled: what the prefill token says of each field, and what goes along. */
export interface PrefilledForm {
  readonly fields: Readonly<Record<string, PrefillField>>
  readonly prefillToken: string
  readonly displayName: string
  readonly idToken: string
  readonly isTest: boolean
}

/** What the page is rendered from. */
export interface CivilStatusView {
  readonly form?: PrefilledForm | undefined
  readonly notice?: string | undefined
  /** What the citizen had typed before logging in, by input name. */
  readonly typed?: Readonly<Record<string, unknown>> | undefined
  readonly logoutUrl: string
}

const inputs = [
  { name: 'nom', label: 'Nom de naissance', type: 'text' },
  { name: 'prenoms', label: 'Prénoms', type: 'text' },
  { name: 'nom_usage', label: 'Nom d’usage (facultatif)', type: 'text' },
  { name: 'sexe', label: 'Sexe', type: 'text' },
  { name: 'ne_le', label: 'Date de naissance', type: 'date' },
  { name: 'commune_naissance', label: 'Commune de naissance', type: 'text' },
  { name: 'departement_naissance', label: 'Département de naissance', type: 'text' },
  { name: 'pays_naissance', label: 'Pays de naissance', type: 'text' },
  { name: 'courriel', label: 'Adresse électronique', type: 'email' },
] as const

/** For the town hall's own software, which finds the register by them. */
const codes = ['code_commune_naissance', 'code_pays_naissance'] as const

const origins = {
  verified: 'Rempli par FranceConnect, donnée vérifiée auprès de l’INSEE.',
  administrative: 'Rempli par FranceConnect, d’après une administration.',
  declared: 'Rempli par FranceConnect, d’après ce que vous avez déclaré.',
} as const

function written(field: PrefillField | undefined): string {
  if (field === undefined || field.value === null) return ''
  const { text } = field
  return text ?? (Array.isArray(field.value) ? field.value.join(' ') : String(field.value))
}

function noteOf(field: PrefillField | undefined, wasTyped: boolean): string | undefined {
  if (field === undefined) return undefined
  if (field.value === null) return field.message
  if (wasTyped) return `Votre saisie est conservée. FranceConnect indique : ${written(field)}.`
  return `${origins[field.assurance]}${field.locked ? ' Non modifiable ici.' : ''}`
}

function inputRow({ name, label, type }: (typeof inputs)[number], view: CivilStatusView): Html {
  const field = view.form?.fields[name]
  const typed = view.typed?.[name]
  const wasTyped = typeof typed === 'string' && typed !== '' && typed !== written(field)
  const value = wasTyped ? typed : written(field)
  const note = noteOf(field, wasTyped)
  const isLocked = field !== undefined && field.value !== null && field.locked && !wasTyped
  // Half a birth date (1992-11) does not fit an input of type date.
  const kind = type === 'date' && value !== '' && value.length < 10 ? 'text' : type
  return html`<p><label for="${name}">${label}</label> <input id="${name}" name="${name}" type="${kind}" value="${value}"${
    note === undefined ? undefined : html` aria-describedby="origine-${name}"`
  }${isLocked ? html` readonly` : undefined}>
${note === undefined ? undefined : html`<span class="hint" id="origine-${name}">${note}</span>`}</p>`
}

function invitation({ form, logoutUrl }: CivilStatusView): Html {
  if (form !== undefined)
    return html`<p><span id="connected">Connecté avec FranceConnect : ${form.displayName}</span>
<a href="${logoutUrl}">Se déconnecter</a></p>
${form.isTest ? html`<p class="hint">Données de test : ce ne sont pas celles d’une personne réelle.</p>` : undefined}`
  return html`<p>Gagnez du temps : FranceConnect, la solution de l’État pour se connecter aux services en ligne, peut remplir votre état civil. Vous pouvez aussi tout remplir vous-même.</p>
<button hidden></button>
<p><button class="franceconnect" formaction="/etat-civil/connexion" formnovalidate>S’identifier avec <strong>FranceConnect</strong></button></p>
<p><a href="https://franceconnect.gouv.fr/" rel="noopener">Qu’est-ce que FranceConnect ?</a></p>`
}

/**
 * The form, empty or prefilled; nothing but HTML. The FranceConnect button is one of the form's own, so that
 * what was typed is kept on the way; the hidden one before it is what the Enter key presses.
 */
export function civilStatusPage(view: CivilStatusView): string {
  const { form, notice, typed } = view
  const reason = typeof typed?.motif === 'string' ? typed.motif : ''
  return demoPage(
    'Demande d’acte de naissance',
    html`<h1>Demande d’acte de naissance</h1>
${notice === undefined ? undefined : html`<p role="alert">${notice}</p>`}
<form id="demande" method="post" action="/etat-civil">
${invitation(view)}
${inputs.map((input) => inputRow(input, view))}
${codes.map((name) => html`<input type="hidden" name="${name}" value="${written(form?.fields[name])}">`)}
<p><label for="motif">Motif de la demande (facultatif)</label> <input id="motif" name="motif" value="${reason}"></p>
<input type="hidden" name="prefill_token" value="${form?.prefillToken}">
<p><button class="send">Envoyer la demande</button></p>
</form>`,
  )
}
