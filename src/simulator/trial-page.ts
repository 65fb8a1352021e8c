import { type Html, html } from '../http/html.ts'

/** Where the trial's own style is: a name that no page has. */
export const trialStyle = '/franceconnect-prefill-essai.css'

/**
 * A page of the trial's own, beside the webmaster's.
 * @param pagePath where the webmaster's page is
 */
export function trialPage(pagePath: string, title: string, body: Html): string {
  return html`<!doctype html>
<html lang="fr">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} – essai</title>
  <link rel="stylesheet" href="${trialStyle}">
</head>
<body>
<header><p>Essai sur votre machine : rien n’est parti, vos usagers verront ici la réponse de votre site</p></header>
<main id="contenu">
${body}
<p><a href="${pagePath}">Recommencer avec votre page</a></p>
</main>
</body>
</html>
`.markup
}
