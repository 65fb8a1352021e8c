const block = (name: string, label: string, control: string) =>
  `<div class="rsform-block rsform-block-${name}"><label class="formControlLabel" data-toggle="tooltip" for="${name}">${label}<strong class="formRequired">(*)</strong></label>
<div class="formControls"><div class="formBody">${control}<span class="formValidation"><span id="component-${name}" class="formNoError">Saisie incorrecte</span></span></div></div></div>`

const textbox = (name: string, label: string, type = 'text') =>
  block(
    name,
    label,
    `<input type="${type}" value="" size="20" name="form[${name}]" id="${name}" class="rsform-input-box" />`,
  )

const selectList = (name: string, label: string, options: readonly string[]) =>
  block(
    name,
    label,
    `<select name="form[${name}][]" id="${name}" class="rsform-select-box"><option value="">Choisir</option>${options.map((option) => `<option value="${option}">${option}</option>`).join('')}</select>`,
  )

/** The page part that RSForm! Pro (3) writes for form 3, in its responsive layout. */
export const rsform = `<div class="rsform"><form method="post" id="userForm" class="formResponsive" enctype="multipart/form-data" action="/cantine">
<div id="rsform_error_3" style="display: none;"><p class="formRed">Complétez tous les champs obligatoires.</p></div>
<fieldset class="formContainer"><div class="formRow"><div class="formSpan12">
${textbox('nom', 'Nom de naissance')}
${textbox('premier_prenom', 'Prénom')}
${selectList('civilite', 'Civilité', ['Mme', 'M.'])}
${textbox('ne_le', 'Date de naissance', 'date')}
${textbox('courriel', 'Adresse électronique', 'email')}
${textbox('quotient', 'Quotient familial', 'number')}
${textbox('enfant_prenom', 'Prénoms des enfants')}
${block('allergies', 'Allergies', '<textarea cols="50" rows="5" name="form[allergies]" id="allergies" class="rsform-text-box"></textarea>')}
<input type="hidden" name="form[prefill_token]" id="prefill_token" value="" />
<div class="rsform-block rsform-block-envoyer"><div class="formControls"><div class="formBody"><button type="submit" name="form[envoyer]" id="envoyer" class="rsform-submit-button">Envoyer</button></div></div></div>
</div></div></fieldset><input type="hidden" name="form[formId]" value="3"/></form></div>`
