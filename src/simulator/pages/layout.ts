import { type Html, html } from '../../http/html.ts'

interface Layout {
  title: string
  main: Html
  /** Name of a script under /assets/. */
  script?: string
}

/** A whole page. It says on top what it is: nobody shall take it for the State's own. */
export function layout({ title, main, script }: Layout): string {
  return html`<!DOCTYPE html>
<html lang="fr">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} – simulateur</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/assets/simulator.css">
  ${script === undefined ? undefined : html`<script src="/assets/${script}" defer></script>`}
</head>
<body>
  <header class="banner"><p><strong>Simulateur de développement.</strong>
    Ceci n’est pas FranceConnect. N’y saisissez aucune donnée réelle.</p></header>
  <main>
    <h1>${title}</h1>
    ${main}
  </main>
</body>
</html>
`.markup
}
