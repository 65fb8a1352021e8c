import { type Html, html } from '../http/html.ts'
import { type BackEndView, inputState, invitation } from './demo-back-end-view.ts'
import { demoPage } from './demo-page.ts'

interface Input {
  readonly name: string
  readonly label: string
  readonly type: string
  /** What the browser may know of it (WCAG 1.3.5). */
  readonly autocomplete?: string
}

const inputs: readonly Input[] = [
  { name: 'nom', label: 'Nom de naissance', type: 'text', autocomplete: 'family-name' },
  { name: 'prenoms', label: 'Prénoms', type: 'text', autocomplete: 'given-name' },
  { name: 'nom_usage', label: 'Nom d’usage (facultatif)', type: 'text' },
  { name: 'sexe', label: 'Sexe', type: 'text', autocomplete: 'sex' },
  { name: 'ne_le', label: 'Date de naissance', type: 'date', autocomplete: 'bday' },
  { name: 'commune_naissance', label: 'Commune de naissance', type: 'text' },
  { name: 'departement_naissance', label: 'Département de naissance', type: 'text' },
  { name: 'pays_naissance', label: 'Pays de naissance', type: 'text' },
  { name: 'courriel', label: 'Adresse électronique', type: 'email', autocomplete: 'email' },
]

/** For the town hall's own software, which finds the register by them. */
const codes = ['code_commune_naissance', 'code_pays_naissance'] as const

function inputRow({ name, label, type, autocomplete }: Input, view: BackEndView): Html {
  const { value, note, isLocked } = inputState(view, name)
  // Half a birth date (1992-11) does not fit an input of type date.
  const kind = type === 'date' && value !== '' && value.length < 10 ? 'text' : type
  return html`<p><label for="${name}">${label}</label> <input id="${name}" name="${name}" type="${kind}" value="${value}"${
    autocomplete === undefined ? undefined : html` autocomplete="${autocomplete}"`
  }${
    note === undefined ? undefined : html` aria-describedby="origine-${name}"`
  }${isLocked ? html` readonly` : undefined}>
${note === undefined ? undefined : html`<span class="hint" id="origine-${name}">${note}</span>`}</p>`
}

/** The form, empty or prefilled; nothing but HTML. */
export function civilStatusPage(view: BackEndView): string {
  const { form, notice, typed } = view
  const reason = typeof typed?.motif === 'string' ? typed.motif : ''
  return demoPage(
    'Demande d’acte de naissance',
    html`<h1>Demande d’acte de naissance</h1>
${notice === undefined ? undefined : html`<p role="alert">${notice}</p>`}
<form id="demande" method="post" action="/etat-civil">
${invitation(view)}
${inputs.map((input) => inputRow(input, view))}
${codes.map((name) => html`<input type="hidden" name="${name}" value="${inputState({ ...view, typed: undefined }, name).value}">`)}
<p><label for="motif">Motif de la demande (facultatif)</label> <input id="motif" name="motif" value="${reason}"></p>
<input type="hidden" name="prefill_token" value="${form?.prefillToken}">
<p><button class="send">Envoyer la demande</button></p>
</form>`,
  )
}
