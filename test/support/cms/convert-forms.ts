const group = (name: string, label: string, control: string) =>
  `<div class="cf-control-group" data-key="${name}"><div class="cf-control-label"><label class="cf-label" for="form3_${name}">${label}<span class="cf-required-label">*</span></label></div>
<div class="cf-control-input">${control}</div></div>`

const text = (name: string, label: string, type = 'text') =>
  group(
    name,
    label,
    `<input type="${type}" name="cf[${name}]" id="form3_${name}" class="cf-input cf-input-shadow-0">`,
  )

const dropdown = (name: string, label: string, options: readonly string[]) =>
  group(
    name,
    label,
    `<div class="cf-select"><select name="cf[${name}]" id="form3_${name}" class="cf-input"><option value="" selected disabled>Choisir</option>${options.map((option) => `<option value="${option}">${option}</option>`).join('')}</select></div>`,
  )

/** The page part that Convert Forms (5) writes for form 3. */
export const convertForms = `<div id="cf_3" class="convertforms cf cf-img-above cf-form-bottom cf-success-hideForm" data-id="3"><form name="cf3" id="cf3" method="post" action="#">
<div class="cf-form-wrap cf-col-16"><div class="cf-response"></div><div class="cf-fields">
${text('nom', 'Nom de naissance')}
${text('premier_prenom', 'Prénom')}
${dropdown('civilite', 'Civilité', ['Mme', 'M.'])}
${text('ne_le', 'Date de naissance')}
${text('courriel', 'Adresse électronique', 'email')}
${text('quotient', 'Quotient familial', 'number')}
${text('enfant_prenom', 'Prénoms des enfants')}
${group('allergies', 'Allergies', '<textarea name="cf[allergies]" id="form3_allergies" rows="5" class="cf-input"></textarea>')}
<input type="hidden" name="cf[prefill_token]" value="">
<div class="cf-control-group"><button type="submit" class="cf-btn"><span class="cf-btn-text">Envoyer</span></button></div>
</div></div><input type="hidden" name="cf[form_id]" value="3"><input type="hidden" name="abc" value="1">
<div class="cf-field-hp" style="position:absolute;left:-9999px"><label for="hp" class="cf-label">Website</label><input type="text" name="cf[hnpt]" id="hp" autocomplete="off" class="cf-input"/></div>
</form></div>`

/** Where the extension's script sends the form. */
export const submitPath = '/index.php?option=com_convertforms&task=submit'

/** What the extension's script does with a form: sends it in the background, says what came of it, and resets it where that went well. */
export const convertFormsScript = `document.addEventListener('DOMContentLoaded', () => {
  for (const box of document.querySelectorAll('.convertforms')) {
    const form = box.querySelector('form')
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      const answer = await fetch('${submitPath}', { method: 'POST', body: new FormData(form) })
      const { success, value, error } = await answer.json()
      box.classList.add(success ? 'cf-success' : 'cf-error')
      box.querySelector('.cf-response').textContent = success ? value : error
      if (success) form.reset()
    })
  }
})
`
