import type { Demarche } from '../../domain/demarche.ts'
import { midSentence } from '../../domain/mid-sentence.ts'
import { type Html, html } from '../../http/html.ts'
import { type BackEndView, inputState, invitation } from '../demo-back-end-view.ts'
import { demoPage } from '../demo-page.ts'
import { formInputs } from './form-inputs.ts'

/** What is to be attached to a form filled by hand, and what spares it. */
function documents({ replaces, fields }: Demarche): Html | undefined {
  const lines = replaces.map(({ document, fields: names }) => {
    const labels = names.map((name) => `«\u00a0${fields[name]?.label.fr ?? name}\u00a0»`).join(', ')
    return html`<li>${document.fr} : sauf si FranceConnect a rempli ${labels} et que vous ne le modifiez pas.</li>`
  })
  return lines.length === 0
    ? undefined
    : html`<h2>À joindre</h2>
<ul>${lines}</ul>
`
}

const send = html`<p><button class="send" type="submit">Envoyer la demande</button></p>`

/** The page of a form that the widget fills in the browser. */
export function widgetPage(demarche: Demarche, clientId: string, serviceOrigin: string): string {
  const { title } = demarche
  const blank = () => ({ value: '', isLocked: false })
  return demoPage(
    title.fr,
    html`<h1>${title.fr}</h1>
<franceconnect-prefill client-id="${clientId}" for="demande"></franceconnect-prefill>
<form id="demande" method="post">
${formInputs(demarche, blank)}
${documents(demarche)}${send}
</form>`,
    `${serviceOrigin}/widget/v1.js`,
  )
}

/** The page of a form that its back end fills: no script, and the data never in the browser but as the form's own. */
export function backEndPage(demarche: Demarche, view: BackEndView): string {
  const { title, purpose } = demarche
  const { notice, form, path } = view
  return demoPage(
    title.fr,
    html`<h1>${title.fr}</h1>
<p>Finalité : ${midSentence(purpose.fr)}.</p>
${notice === undefined ? undefined : html`<p role="alert">${notice}</p>`}
<form id="demande" method="post" action="${path}">
${invitation(view)}
${formInputs(demarche, (name, position) => inputState(view, name, position))}
<input type="hidden" name="prefill_token" value="${form?.prefillToken}">
${documents(demarche)}${send}
</form>`,
  )
}
