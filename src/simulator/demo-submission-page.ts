import { type Html, html } from '../http/html.ts'
import type { Problem, Verdict, Verification } from '../verify.ts'
import { demoPage } from './demo-page.ts'

const verdicts: Readonly<Record<Verdict, string>> = {
  unchanged: 'inchangé',
  equivalent: 'écrit autrement, même valeur',
  edited: 'modifié par le citoyen',
  emptied: 'effacé par le citoyen',
  not_submitted: 'non envoyé',
}

const assurances: Readonly<Record<string, string>> = {
  verified: 'vérifié auprès de l’INSEE',
  administrative: 'fourni par une administration',
  declared: 'déclaré par le citoyen',
}

const sources: Readonly<Record<string, string>> = { franceconnect: 'FranceConnect' }

const problems: Readonly<Record<Problem, string>> = {
  expired: 'le préremplissage date de plus de 24 heures',
  retired_key: 'la clé de signature n’était pas en service à cette date',
  revoked_key: 'la clé de signature a été révoquée',
  other_form: 'le préremplissage a été fait pour un autre formulaire',
  other_nonce: 'le préremplissage a été fait pour un autre affichage de la page',
  reused: 'ce préremplissage a déjà servi pour un autre envoi',
  test_token: 'le préremplissage vient d’un environnement de test',
  tampered: 'le préremplissage a été altéré',
  wrong_type: 'ce jeton n’est pas un préremplissage',
  missing: 'le formulaire a été rempli à la main',
  keys_unavailable: 'les clés du service n’ont pas pu être lues ; à vérifier plus tard',
}

/** A submitted form as the town hall's back end received it: values by input name. */
export type Submitted = Readonly<Record<string, string | readonly string[]>>

const written = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : (value ?? []).join(', ')

function verdictRows(
  verification: Verification,
  submitted: Submitted,
  inputOf: (field: string) => string,
): Html[] {
  return Object.entries(verification.fields).map(
    ([name, { verdict, lock_broken, source, assurance, as_of }]) =>
      html`<tr data-field="${name}" data-verdict="${verdict}"><th scope="row">${name}</th>
<td data-label="Reçu">${written(submitted[inputOf(name)])}</td>
<td data-label="Verdict">${verdicts[verdict]}${lock_broken ? ' (diffère d’une valeur vérifiée)' : ''}</td>
<td data-label="Origine">${sources[source] ?? source}, ${assurances[assurance]}, au ${as_of.split('-').reverse().join('/')}</td></tr>`,
  )
}

/**
 * The page after submission: what the clerk will see, field by field, and first how to log out
 * (the next person at a shared computer must not find an open session).
 * @param inputOf the page's input name of a field
 */
export function submissionPage(
  verification: Verification,
  submitted: Submitted,
  inputOf: (field: string) => string,
  logoutUrl: string,
): string {
  const rows = verdictRows(verification, submitted, inputOf)
  const told = verification.problems.map((problem) => html`<li>${problems[problem]}</li>`)
  return demoPage(
    'Formulaire envoyé',
    html`<h1>Votre formulaire est envoyé</h1>
<p><a class="button" href="${logoutUrl}">Se déconnecter de FranceConnect</a></p>
<p class="hint">Sur un ordinateur partagé, déconnectez-vous avant de partir.</p>
<h2>Ce que l’agent verra</h2>
<p id="validity">${verification.valid ? 'Le préremplissage est authentique.' : 'À vérifier :'}</p>
<ul>${told}</ul>
<table><thead><tr><th>Champ</th><th>Reçu</th><th>Verdict</th><th>Origine</th></tr></thead>
<tbody>${rows}</tbody></table>
<p>Ajouté par le citoyen : ${verification.added.join(', ') || 'rien'}.</p>
<p><a href="/">Revenir aux démarches</a></p>`,
  )
}
