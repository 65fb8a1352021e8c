import type { NextStep, Reason } from '../domain/prefill-claims.ts'
import { sourceTitle } from '../domain/source-outcome.ts'
import { type Html, html } from '../http/html.ts'
import type { Problem, Verdict, Verification } from '../verify.ts'
import type { ShownForm } from './demo-labels.ts'
import type { Outcomes } from './demo-outcomes.ts'
import { demoPage, type PageFrame } from './demo-page.ts'

const verdicts: Readonly<Record<Verdict, string>> = {
  unchanged: 'inchangé',
  equivalent: 'non modifié : même valeur, écrite autrement',
  edited: 'modifié par le citoyen',
  emptied: 'effacé par le citoyen',
  not_submitted: 'non envoyé',
}

const assurances: Readonly<Record<string, string>> = {
  verified: 'vérifié auprès de l’INSEE',
  administrative: 'fourni par une administration',
  declared: 'déclaré par le citoyen',
}

const statuses: Readonly<Record<Outcomes['sources'][string]['status'], string>> = {
  ok: 'réponse reçue',
  empty: 'aucun dossier de cette personne',
  unavailable: 'pas de réponse',
  refused: 'accès refusé',
  inconsistent: 'réponse sur une autre personne, écartée',
  declined: 'non demandé, au choix du citoyen',
}

/** Of a field that the service left empty: the citizen's own doing first. */
const emptied = { withheld: 'gardé par le citoyen', declined: 'non demandé, au choix du citoyen' }

const steps: Readonly<Record<NextStep, string>> = {
  attach_document: 'pièce justificative à demander',
  type_it: 'saisie par le citoyen',
  try_later: 'peut être redemandé plus tard',
}

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

/** Everything that the page after a submission shows. */
export interface Submission extends ShownForm {
  readonly verification: Verification
  readonly submitted: Submitted
  readonly outcomes: Outcomes
  /** Field → the page's input name, where they differ. */
  readonly inputs: Readonly<Record<string, string>>
  readonly logoutUrl: string
  /** The site's own frame around it; the demonstration's where it is absent. */
  readonly frame?: PageFrame
}

const numbered = (input: string, name: string) =>
  name.startsWith(input) && /^(_\d+|\[\d*\])?$/.test(name.slice(input.length))

/** What was received for a field: of a list, what stands in each of its inputs. */
function received(submitted: Submitted, input: string): string {
  const values = Object.entries(submitted)
    .filter(([name]) => numbered(input, name))
    .flatMap(([, value]) => value)
  return values.filter((value) => value !== '').join(', ')
}

function verdictRows({ verification, submitted, inputs, labelOf }: Submission): Html[] {
  return Object.entries(verification.fields).map(
    ([name, { verdict, lock_broken, source, assurance, as_of }]) =>
      html`<tr data-field="${name}" data-verdict="${verdict}"><th scope="row">${labelOf(name)}</th>
<td data-label="Reçu">${received(submitted, inputs[name] ?? name)}</td>
<td data-label="Verdict">${verdicts[verdict]}${lock_broken ? ' (diffère d’une valeur vérifiée)' : ''}</td>
<td data-label="Origine">${sourceTitle(source, 'fr')}, ${assurances[assurance]}, au ${as_of.split('-').reverse().join('/')}</td></tr>`,
  )
}

const emptyWord = (reason: Reason) =>
  reason === 'withheld' || reason === 'declined' ? emptied[reason] : 'non fourni'

// A verdict is about what was filled in: what the service left empty has a word of its own.
function emptyRows({ outcomes, submitted, inputs, labelOf }: Submission): Html[] {
  return Object.entries(outcomes.empty).map(([name, reason]) => {
    const typed = received(submitted, inputs[name] ?? name)
    return html`<tr data-empty="${name}" data-reason="${reason}"><th scope="row">${labelOf(name)}</th>
<td data-label="Reçu">${typed}</td>
<td data-label="Verdict">${emptyWord(reason)}</td>
<td data-label="Origine">${typed === '' ? '' : 'saisi par le citoyen'}</td></tr>`
  })
}

function outcomeList({ sources }: Outcomes): Html | undefined {
  const lines = Object.entries(sources).map(([name, { status, next }]) => {
    const step = next === undefined ? '' : ` (${steps[next]})`
    return html`<li data-source="${name}" data-status="${status}">${sourceTitle(name, 'fr')} : ${statuses[status]}${step}.</li>`
  })
  return lines.length === 0
    ? undefined
    : html`<h2>Ce que les administrations ont répondu</h2>
<ul>${lines}</ul>`
}

const left = ['unchanged', 'equivalent']

// The promise made before the click holds for a field that was filled and left as it was, and for no other.
function documentList({ verification, replaces }: Submission): Html | undefined {
  const lines = replaces.map(({ document, fields }) => {
    const isReplaced =
      verification.valid &&
      fields.every((name) => left.includes(verification.fields[name]?.verdict ?? ''))
    const word = isReplaced ? 'inutile, les données ont été obtenues' : 'à demander'
    return html`<li data-document="${isReplaced ? 'replaced' : 'wanted'}">${document.replaceAll('votre ', '')} : ${word}.</li>`
  })
  return lines.length === 0
    ? undefined
    : html`<h2>Les pièces justificatives</h2>\n<ul>${lines}</ul>`
}

/**
 * The page after submission: what the clerk will see, field by field and source by source, and first how to
 * log out (the next person at a shared computer must not find an open session).
 */
export function submissionPage(submission: Submission): string {
  const { verification, outcomes, logoutUrl, labelOf, frame = demoPage } = submission
  const told = verification.problems.map((problem) => html`<li>${problems[problem]}</li>`)
  return frame(
    'Formulaire envoyé',
    html`<h1>Votre formulaire est envoyé</h1>
<p><a class="button" href="${logoutUrl}">Se déconnecter de FranceConnect</a></p>
<p class="hint">Sur un ordinateur partagé, déconnectez-vous avant de partir.</p>
<h2>Ce que l’agent verra</h2>
<p id="validity">${verification.valid ? 'Le préremplissage est authentique.' : 'À vérifier :'}</p>
<ul>${told}</ul>
<table><thead><tr><th scope="col">Champ</th><th scope="col">Reçu</th><th scope="col">Verdict</th><th scope="col">Origine</th></tr></thead>
<tbody>${verdictRows(submission)}${emptyRows(submission)}</tbody></table>
<p>Ajouté par le citoyen : <span id="added">${verification.added.map(labelOf).join(', ') || 'rien'}</span>.</p>
${outcomeList(outcomes)}
${documentList(submission)}
<p><a href="/">Revenir aux démarches</a></p>`,
  )
}
