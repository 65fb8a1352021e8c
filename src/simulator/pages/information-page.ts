import { html } from '../../http/html.ts'
import { layout } from './layout.ts'

interface Information {
  serviceName: string
  citizenName: string
  labels: readonly string[]
  action: string
  csrfToken: string
}

/** The last page before the service: who is logged in, and what will be handed over. It has no way back, as the real one. */
export function informationPage(options: Information): string {
  const { serviceName, citizenName, labels, action, csrfToken } = options
  return layout({
    title: `Continuer sur ${serviceName}`,
    main: html`<p>Vous allez vous connecter en tant que : <strong>${citizenName}</strong></p>
    <form method="post" action="${action}" data-testid="consent-form">
      <input type="hidden" name="csrfToken" value="${csrfToken}">
      <button type="submit">Continuer sur ${serviceName}</button>
    </form>
    <h2>Données transmises</h2>
    ${
      labels.length === 0
        ? html`<p>Aucune donnée d’identité : la connexion est anonyme.</p>`
        : html`<ul>${labels.map((label) => html`<li>${label}</li>`)}</ul>`
    }`,
  })
}
