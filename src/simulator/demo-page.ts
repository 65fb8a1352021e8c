import { type Html, html } from '../http/html.ts'

/** What a site puts around the body of a page. */
export type PageFrame = (title: string, body: Html) => string

/**
 * A page that the town hall's server writes: the same frame as its plain HTML files.
 * @param script the address of the widget, for a page that has it
 */
export function demoPage(title: string, body: Html, script?: string): string {
  return html`<!doctype html>
<html lang="fr">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} – Ville de Démonstration</title>
  <link rel="stylesheet" href="/site.css">
${script === undefined ? undefined : html`  <script type="module" src="${script}"></script>\n`}</head>
<body>
<a class="skip" href="#contenu">Aller au contenu</a>
<header><p><a href="/">Ville de Démonstration</a> – site d’essai : données et personnes inventées</p></header>
<main id="contenu" tabindex="-1">
${body}
</main>
<footer>Site de démonstration : aucune donnée n’est conservée, toutes les personnes sont inventées.</footer>
</body>
</html>
`.markup
}
