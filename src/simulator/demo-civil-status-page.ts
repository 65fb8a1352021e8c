import { type Html, html } from '../http/html.ts'
import { demoPage } from './demo-page.ts'

/** A form to render prefilled: the fields as `/userinfo` gave them, and what goes along. */
export interface PrefilledForm {
  readonly values: Readonly<Record<string, unknown>>
  readonly prefillToken: string
  readonly displayName: string
  readonly idToken: string
}

interface Input {
  readonly name: string
  readonly label: string
  readonly type?: string
  readonly isLocked?: boolean
}

const inputs: readonly Input[] = [
  { name: 'nom', label: 'Nom de naissance', isLocked: true },
  { name: 'prenoms', label: 'Prénoms', isLocked: true },
  { name: 'nom_usage', label: 'Nom d’usage (facultatif)' },
  { name: 'sexe', label: 'Sexe' },
  { name: 'ne_le', label: 'Date de naissance', type: 'date', isLocked: true },
  { name: 'commune_naissance', label: 'Commune de naissance (code INSEE)' },
  { name: 'pays_naissance', label: 'Pays de naissance (code INSEE)' },
  { name: 'courriel', label: 'Adresse électronique', type: 'email' },
]

// A presumed birth date (1992-11) does not fit an input of type date: it is shown as text.
const isPartialDate = (value: string) => /^\d{4}(-\d{2})?$/.test(value)

function inputRow({ name, label, type, isLocked }: Input, form: PrefilledForm | undefined): Html {
  const raw = form?.values[name]
  const value = Array.isArray(raw) ? raw.join(' ') : raw === undefined ? '' : String(raw)
  const isFilled = value !== ''
  const note = isFilled
    ? html`<p class="hint" id="origine-${name}">D’après FranceConnect.</p>`
    : undefined
  const kind = type === 'date' && isPartialDate(value) ? 'text' : (type ?? 'text')
  const described = isFilled ? html` aria-describedby="origine-${name}"` : undefined
  const locked = isFilled && isLocked ? html` readonly` : undefined
  return html`<p><label for="${name}">${label}</label> <input id="${name}" name="${name}" type="${kind}" value="${value}"${described}${locked}></p>
${note}`
}

/** The form, empty or prefilled; nothing but HTML. */
export function civilStatusPage(
  form: PrefilledForm | undefined,
  notice: string | undefined,
): string {
  const invitation =
    form === undefined
      ? html`<p>Gagnez du temps : FranceConnect peut remplir votre état civil. Vous pouvez aussi tout remplir vous-même.</p>
<p><a class="button" href="/etat-civil/connexion">S’identifier avec FranceConnect</a></p>`
      : html`<p id="connected">Connecté : ${form.displayName}</p>`
  return demoPage(
    'Demande d’acte de naissance',
    html`<h1>Demande d’acte de naissance</h1>
${notice === undefined ? undefined : html`<p role="alert">${notice}</p>`}
${invitation}
<form id="demande" method="post" action="/etat-civil">
${inputs.map((input) => inputRow(input, form))}
<p><label for="motif">Motif de la demande (facultatif)</label> <input id="motif" name="motif"></p>
<input type="hidden" name="prefill_token" value="${form?.prefillToken}">
<p><button class="send">Envoyer la demande</button></p>
</form>`,
  )
}
