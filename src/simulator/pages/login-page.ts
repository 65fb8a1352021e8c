import { type Html, html } from '../../http/html.ts'
import { type Citizen, citizenPassword } from '../citizens.ts'
import { identityProvider } from '../identity-provider.ts'
import { layout } from './layout.ts'

interface LoginForm {
  action: string
  csrfToken: string
  /** Gives up: FranceConnect is told so. */
  cancelLink: string
  citizens: readonly Citizen[]
  /** Shown in the form: the last one tried, or the one picked from the list. */
  login: string
  refused: boolean
}

/** The identity provider's login form, with everybody who can log in: a click fills the form in. */
export function loginPage(form: LoginForm): string {
  const { action, csrfToken, cancelLink, citizens, login, refused } = form
  return layout({
    title: identityProvider.name,
    main: html`${refused ? refusal : undefined}
    <form method="post" action="${action}">
      <input type="hidden" name="csrfToken" value="${csrfToken}">
      <label for="login">Identifiant</label>
      <input id="login" name="login" value="${login}" autocomplete="off" required>
      <label for="password">Mot de passe (${citizenPassword} pour tous)</label>
      <input id="password" name="password" type="password" value="${citizenPassword}" autocomplete="off" required>
      <button type="submit">Se connecter</button>
    </form>
    <p><a href="${cancelLink}">Annuler</a></p>
    <h2>Citoyens de test</h2>
    <ul class="citizens">${citizens.map(({ login, note }) => choice(action, login, note))}</ul>`,
  })
}

const refusal = html`<p class="message" role="alert">Identifiant ou mot de passe inconnu.</p>`

function choice(action: string, login: string, note: string): Html {
  return html`<li><a href="${action}?login=${encodeURIComponent(login)}">${login}</a> : ${note}</li>`
}
