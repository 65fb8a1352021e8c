import { catalogue } from '../../domain/catalogue.ts'
import { type Html, html } from '../../http/html.ts'
import type { DemoForm } from './load-catalogue.ts'

/** « FranceConnect, la CAF ou la MSA »: who fills the form. */
function sourcesOf({ demarche }: DemoForm): string {
  const sources = new Set(Object.values(demarche.fields).map(({ source }) => source))
  const names = [...sources].map((source) => catalogue[source]?.name.fr ?? source)
  return [...new Set(names)].join(', ')
}

/** The front page's list of every form of the catalogue. */
export function catalogueList(forms: readonly DemoForm[]): Html {
  const lines = forms.map(
    (form) =>
      html`    <li><a href="${form.path}">${form.demarche.title.fr}</a> <span class="hint">${sourcesOf(form)}</span></li>\n`,
  )
  return html`<h2>Toutes les démarches du catalogue</h2>
  <p>Chacune est un fichier de configuration, prêt à être adapté. Le formulaire d’essai est fait d’après lui.</p>
  <ul>
${lines}  </ul>`
}
