import { type Html, html } from '../../http/html.ts'

interface Layout {
  title: string
  main: Html
  /** French for what a citizen sees, English for the developer's own pages. */
  lang?: 'fr' | 'en'
  /** Name of a script under /assets/. */
  script?: string
}

const words = {
  fr: {
    simulator: 'simulateur',
    what: 'Simulateur de développement.',
    warning: 'Ceci n’est pas FranceConnect. N’y saisissez aucune donnée réelle.',
  },
  en: {
    simulator: 'simulator',
    what: 'Development simulator.',
    warning: 'This is not FranceConnect. Enter no real data here.',
  },
}

/** A whole page. It says on top what it is: nobody shall take it for the State's own. */
export function layout({ title, main, lang = 'fr', script }: Layout): string {
  return html`<!DOCTYPE html>
<html lang="${lang}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} – ${words[lang].simulator}</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/assets/simulator.css">
  ${script === undefined ? undefined : html`<script src="/assets/${script}" defer></script>`}
</head>
<body>
  <header class="banner"><p><strong>${words[lang].what}</strong> ${words[lang].warning}</p></header>
  <main>
    <h1>${title}</h1>
    ${main}
  </main>
</body>
</html>
`.markup
}
