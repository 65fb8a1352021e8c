import { html } from '../../http/html.ts'
import { layout } from './layout.ts'

interface ErrorContent {
  code: string
  sentence: string
  /** For the developer: what was wrong, where the simulator knows it. */
  detail?: string | undefined
  back?: { href: string; serviceName: string } | undefined
}

/** An error that the relying party does not hear of, unless the citizen takes the link back. */
export function errorPage({ code, sentence, detail, back }: ErrorContent): string {
  return layout({
    title: 'Une erreur s’est produite',
    main: html`<p>Erreur <strong data-testid="error-code">${code}</strong></p>
    <p>${sentence}</p>
    ${detail === undefined ? undefined : html`<p>Pour le développeur : <code>${detail}</code></p>`}
    ${
      back === undefined
        ? undefined
        : html`<p><a data-testid="back-to-sp-link" href="${back.href}">Revenir sur ${back.serviceName}</a></p>`
    }`,
  })
}
