import { type Html, html } from '../../http/html.ts'
import { type Citizen, citizenPassword } from '../citizens.ts'
import type { SimulatorContext } from '../simulator-context.ts'
import { layout } from './layout.ts'

/** Where a developer lands first: the addresses of the simulator, and who can log in. */
export function frontPage({ issuer, clients, citizens }: SimulatorContext): string {
  const discovery = `${issuer}/.well-known/openid-configuration`
  const jwks = `${issuer}/jwks`
  return layout({
    lang: 'en',
    title: 'Simulated FranceConnect',
    main: html`<dl>
      <dt>Issuer</dt><dd><code>${issuer}</code></dd>
      <dt>Discovery</dt><dd><a href="${discovery}">${discovery}</a></dd>
      <dt>Keys</dt><dd><a href="${jwks}">${jwks}</a></dd>
      <dt>API Particulier</dt><dd><code>${new URL('/api-particulier', issuer).href}</code></dd>
      <dt>API Impôt particulier</dt><dd><code>${new URL('/api-impot', issuer).href}</code></dd>
      <dt>Faults, clock, rotation of keys</dt><dd><a href="/control">/control</a></dd>
      <dt>Clients</dt><dd>${[...clients.keys()].join(', ')}</dd>
    </dl>
    <h2>Citizens (password ${citizenPassword})</h2>
    <ul class="citizens">${[...citizens.values()].map(citizenItem)}</ul>`,
  })
}

function citizenItem({ login, note }: Citizen): Html {
  return html`<li><code>${login}</code>: <span lang="fr">${note}</span></li>`
}
