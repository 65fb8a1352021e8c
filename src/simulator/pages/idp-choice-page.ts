import { html } from '../../http/html.ts'
import { identityProvider } from '../identity-provider.ts'
import { layout } from './layout.ts'

interface IdpChoice {
  serviceName: string
  action: string
  csrfToken: string
  backLink: string
}

/** Where the citizen chooses an identity provider: there is one. */
export function idpChoicePage({ serviceName, action, csrfToken, backLink }: IdpChoice): string {
  return layout({
    title: 'Choisissez un compte pour vous connecter',
    main: html`<p>Connexion en cours sur ${serviceName}.</p>
    <form method="post" action="${action}">
      <input type="hidden" name="csrfToken" value="${csrfToken}">
      <input type="hidden" name="providerUid" value="${identityProvider.uid}">
      <button type="submit">${identityProvider.name}</button>
    </form>
    <p><a data-testid="back-to-sp-link" href="${backLink}">Revenir sur ${serviceName}</a></p>`,
  })
}
