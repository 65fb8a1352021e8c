import { type Html, html } from '../../http/html.ts'
import { layout } from './layout.ts'

/** The `id` of oidc-provider's own log-out form, on FranceConnect's last page and on the identity provider's. */
export const logoutFormId = 'op.logoutForm'

interface LogoutStep {
  title?: string
  action: string
  fields?: Readonly<Record<string, string>>
  id?: string
}

/** One step of the log-out: a form that submits itself, with a button for browsers without JavaScript. */
export function logoutStepPage(step: LogoutStep): string {
  const { title = 'Déconnexion en cours', action, fields = {}, id } = step
  return layout({
    title,
    script: 'auto-submit.js',
    main: html`<form${id === undefined ? undefined : html` id="${id}"`} method="post" action="${action}">
      ${Object.entries(fields).map(([name, value]) => hidden(name, value))}
      <button type="submit">Poursuivre la déconnexion</button>
    </form>`,
  })
}

function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}

/** Where a log-out ends that has no address to return to. */
export function loggedOutPage(): string {
  return layout({
    title: 'Vous êtes bien déconnecté',
    main: html`<p>Vous pouvez fermer votre navigateur.</p>`,
  })
}
