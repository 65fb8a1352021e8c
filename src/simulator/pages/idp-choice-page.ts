import { html } from '../../http/html.ts'
import { identityProvider } from '../identity-provider.ts'
import { layout } from './layout.ts'

interface IdpChoice {
  serviceName: string
  /** The identity provider has just sent the citizen back without an identity. */
  hasFailed: boolean
  action: string
  csrfToken: string
  backLink: string
}

/** Where the citizen chooses an identity provider: there is one. */
export function idpChoicePage(choice: IdpChoice): string {
  const { serviceName, hasFailed, action, csrfToken, backLink } = choice
  return layout({
    title: 'Choisissez un compte pour vous connecter',
    main: html`${hasFailed ? failure : undefined}
    <p>Connexion en cours sur ${serviceName}.</p>
    <form method="post" action="${action}">
      <input type="hidden" name="csrfToken" value="${csrfToken}">
      <input type="hidden" name="providerUid" value="${identityProvider.uid}">
      <button type="submit">${identityProvider.name}</button>
    </form>
    <p><a data-testid="back-to-sp-link" href="${backLink}">Revenir sur ${serviceName}</a></p>`,
  })
}

const failure = html`<p class="message" role="alert">La connexion à ${identityProvider.name} n’a pas été possible. Réessayez, ou revenez au service.</p>`
