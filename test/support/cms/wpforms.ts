/** One field of a form, as WPForms writes it. */
interface Field {
  readonly id: number
  readonly label: string
  readonly type: string
  readonly cssClass?: string
  /** The control, with the name and the id that the plug-in gives it. */
  control(name: string, id: string): string
}

const text = (name: string, id: string) =>
  `<input type="text" id="${id}" class="wpforms-field-medium" name="${name}">`
const plain = (id: number, label: string, type = 'text', cssClass = ''): Field => ({
  id,
  label,
  type,
  cssClass,
  control: (name, controlId) => text(name, controlId).replace('type="text"', `type="${type}"`),
})

function block(form: number, { id, label, type, cssClass = '', control }: Field): string {
  const controlId = `wpforms-${form}-field_${id}`
  const written = control(`wpforms[fields][${id}]`, controlId)
  const labels: Record<string, string> = {
    hidden: written,
    name: `<fieldset><legend class="wpforms-field-label">${label}</legend>${written}</fieldset>`,
  }
  const labelled = `<label class="wpforms-field-label" for="${controlId}">${label}</label>${written}`
  return `<div id="${controlId}-container" class="wpforms-field wpforms-field-${type} ${cssClass}" data-field-id="${id}">${labels[type] ?? labelled}</div>`
}

const part = (which: string, id: string, name: string, place: string) =>
  `<div class="wpforms-field-row-block wpforms-one-half ${place}"><input type="text" id="${id}" class="wpforms-field-name-${which}" name="${name}" aria-errormessage="${id}-error">`

const firstAndLast = (name: string, id: string) =>
  `<div class="wpforms-field-row wpforms-field-medium">${part('first', id, `${name}[first]`, 'wpforms-first')}<label for="${id}" class="wpforms-field-sublabel after">Prénom</label></div>${part('last', `${id}-last`, `${name}[last]`, '')}<label for="${id}-last" class="wpforms-field-sublabel after">Nom</label></div></div>`

const title = (name: string, id: string) =>
  `<select id="${id}" class="wpforms-field-medium" name="${name}"><option value="" class="placeholder" selected disabled>Choisir</option><option value="Mme">Mme</option><option value="M.">M.</option></select>`

const datePicker = (name: string, id: string) =>
  `<div class="wpforms-datepicker-wrap"><input type="text" id="${id}" class="wpforms-field-date-time-date wpforms-datepicker wpforms-field-medium" data-date-format="d/m/Y" data-input="true" name="${name}[date]"><a title="Effacer la date" data-clear role="button" class="wpforms-datepicker-clear"></a></div>`

/** The fields of a family's form: what both editions write. */
const common: readonly Field[] = [
  { id: 1, label: 'Nom', type: 'name', control: firstAndLast },
  { id: 2, label: 'Civilité', type: 'select', control: title },
  plain(4, 'Adresse électronique', 'email'),
  plain(5, 'Quotient familial', 'number'),
  plain(6, 'Prénoms des enfants'),
  {
    id: 7,
    label: 'Allergies',
    type: 'textarea',
    control: (name, id) =>
      `<textarea id="${id}" class="wpforms-field-medium" name="${name}"></textarea>`,
  },
]

/** What each edition has for the date of birth and for the token. */
const editions = {
  lite: [plain(3, 'Date de naissance'), plain(9, 'Jeton', 'text', 'jeton-prefill')],
  pro: [
    { id: 3, label: 'Date de naissance', type: 'date-time', control: datePicker },
    plain(9, 'Jeton', 'hidden'),
  ],
} as const

/** The page part that WPForms (1.9, with its modern markup) writes for form 12, sent in the background as its new forms are. */
export function wpforms(edition: keyof typeof editions): string {
  const blocks = [...common, ...editions[edition]].map((field) => block(12, field))
  return `<div class="wpforms-container wpforms-container-full wpforms-render-modern" id="wpforms-12"><form id="wpforms-form-12" class="wpforms-validate wpforms-form wpforms-ajax-form" data-formid="12" method="post" enctype="multipart/form-data" action="/cantine/" data-token="abc" novalidate="novalidate">
<noscript class="wpforms-error-noscript">Veuillez activer JavaScript dans votre navigateur pour remplir ce formulaire.</noscript>
<div class="wpforms-field-container">${blocks.join('\n')}</div>
<div class="wpforms-submit-container"><input type="hidden" name="wpforms[id]" value="12"><input type="hidden" name="wpforms[post_id]" value="34"><button type="submit" name="wpforms[submit]" id="wpforms-submit-12" class="wpforms-submit" value="wpforms-submit">Envoyer</button></div>
</form></div>`
}

/** Where the plug-in's script sends the form. */
export const ajaxPath = '/wp-admin/admin-ajax.php'

/** What the plug-in's script does with a form: sends it in the background and puts the confirmation in its place. */
export const wpformsScript = `document.addEventListener('submit', async (event) => {
  const form = event.target.closest('.wpforms-ajax-form')
  if (!form) return
  event.preventDefault()
  const body = new FormData(form)
  body.append('action', 'wpforms_submit')
  const answer = await (await fetch('${ajaxPath}', { method: 'POST', body })).json()
  const said = document.createElement('div')
  said.className = answer.success ? 'wpforms-confirmation-container-full' : 'wpforms-error-container'
  said.textContent = answer.data.message
  if (answer.success) form.closest('.wpforms-container').replaceChildren(said)
  else form.querySelector('.wpforms-submit-container').before(said)
})
`
