/** A form in the markup that the State's design system documents (version 1.15: input, select, radio, checkbox, fieldset). */
export const dsfrForm = `<form id="inscription" method="post" action="/recu">
<div class="fr-input-group">
  <label class="fr-label" for="nom">Nom de naissance <span class="fr-hint-text">Tel qu’il figure sur votre acte de naissance</span></label>
  <input class="fr-input" id="nom" name="nom" autocomplete="family-name" aria-describedby="nom-messages">
  <div class="fr-messages-group" id="nom-messages" aria-live="polite"></div>
</div>
<div class="fr-input-group">
  <label class="fr-label" for="ne_le">Date de naissance</label>
  <input class="fr-input" id="ne_le" name="ne_le" type="date">
</div>
<div class="fr-select-group">
  <label class="fr-label" for="civilite">Civilité</label>
  <select class="fr-select" id="civilite" name="civilite"><option value="" selected disabled hidden>Sélectionnez une option</option><option value="2">Mme</option><option value="1">M.</option></select>
</div>
<fieldset class="fr-fieldset" id="sexe" aria-labelledby="sexe-legend sexe-messages">
  <legend class="fr-fieldset__legend--regular fr-fieldset__legend" id="sexe-legend">Sexe</legend>
  <div class="fr-fieldset__element"><div class="fr-radio-group"><input type="radio" id="sexe-f" name="sexe" value="female"><label class="fr-label" for="sexe-f">Femme</label></div></div>
  <div class="fr-fieldset__element"><div class="fr-radio-group"><input type="radio" id="sexe-m" name="sexe" value="male"><label class="fr-label" for="sexe-m">Homme</label></div></div>
  <div class="fr-messages-group" id="sexe-messages" aria-live="polite"></div>
</fieldset>
<fieldset class="fr-fieldset" aria-labelledby="majeur-legend">
  <legend class="fr-fieldset__legend--regular fr-fieldset__legend" id="majeur-legend">Votre situation</legend>
  <div class="fr-fieldset__element"><div class="fr-checkbox-group"><input type="checkbox" id="majeur" name="majeur"><label class="fr-label" for="majeur">Je suis majeur</label></div></div>
</fieldset>
<div class="fr-input-group">
  <label class="fr-label" for="quotient">Quotient familial</label>
  <div class="fr-input-wrap"><input class="fr-input" id="quotient" name="quotient" inputmode="numeric"></div>
</div>
<div class="fr-input-group">
  <label class="fr-label" for="commune">Commune de naissance</label>
  <input class="fr-input" id="commune" name="commune">
</div>
<button class="fr-btn">Envoyer</button></form>`

/** What of the design system's style decides where an input, and what is put beside it, stands. */
export const dsfrStyle = `
*{box-sizing:border-box} .fr-container{padding:0 1rem} body{margin:0;font-family:sans-serif;line-height:1.5rem}
.fr-label{display:block} .fr-hint-text{display:block;font-size:.75rem;line-height:1.25rem}
.fr-label+.fr-input,.fr-label+.fr-input-wrap,.fr-label+.fr-select{margin-top:.5rem}
.fr-input,.fr-select{display:block;width:100%;padding:.5rem 1rem;border:0;background:#eee;font:inherit;box-shadow:inset 0 -2px 0 0 #3a3a3a}
.fr-input-group:not(:last-child),.fr-select-group:not(:last-child){margin-bottom:1.5rem}
.fr-fieldset{position:relative;display:flex;flex-flow:row wrap;align-items:last baseline;margin:0 -.5rem 1rem;padding:0;border:0}
.fr-fieldset__legend{width:100%;padding:0 .5rem .75rem} .fr-fieldset__element{flex:1 1 100%;max-width:100%;padding:0 .5rem;margin-bottom:1rem}
.fr-radio-group,.fr-checkbox-group{position:relative}
.fr-radio-group input[type=radio],.fr-checkbox-group input[type=checkbox]{position:absolute;width:1.5rem;height:1.5rem;margin:0;opacity:0}
.fr-radio-group input[type=radio]~label,.fr-checkbox-group input[type=checkbox]~label{display:flex;flex-flow:row wrap;align-items:center;margin-left:2rem}
.franceconnect-prefill-locked{width:100%;font:inherit}
`
