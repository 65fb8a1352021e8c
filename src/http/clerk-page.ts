import { clerkMessagesIn } from '../domain/clerk-messages-in.ts'
import type { Language } from '../domain/languages.ts'
import { type Html, html } from './html.ts'

function withoutScript(issuer: string, language: Language): Html {
  const { page } = clerkMessagesIn(language)
  const body = JSON.stringify({
    client_id: '…',
    prefill_token: 'eyJ…',
    submitted: { nom: 'DUBOIS' },
    submitted_at: '2026-11-23T10:00:00+01:00',
  })
  return html`<div id="without">
<p>${page.without}</p>
<p>${page.withoutHow}</p>
<pre tabindex="0"><code>curl ${issuer}/verify \\
  -H 'Content-Type: application/json' \\
  -d '${body}'</code></pre>
<p>${page.withoutSends}</p>
</div>`
}

/**
 * The body of the page where a clerk reads a prefill token. No control has a name, so that even a form sent
 * by mistake would send nothing; nothing typed is kept, checked or translated by the browser's own services.
 * @param issuer our `PUBLIC_URL`, which the token has to be from
 */
export function clerkBody(issuer: string, language: Language): Html {
  const { page } = clerkMessagesIn(language)
  const other = language === 'fr' ? 'en' : 'fr'
  return html`<link rel="stylesheet" href="/assets/clerk.css">
<div class="intro">
<p>${page.intro}</p>
<p>${page.private}</p>
<p><a href="/lecteur?lang=${other}" lang="${other}" hreflang="${other}">${page.otherLanguage}</a></p>
</div>
${withoutScript(issuer, language)}
<form id="reader" data-issuer="${issuer}" autocomplete="off" hidden>
<label for="text">${page.token}</label>
<p class="quiet" id="text-hint">${page.tokenHint}</p>
<textarea id="text" rows="6" spellcheck="false" autocapitalize="off" autocorrect="off" translate="no" aria-describedby="text-hint"></textarea>
<label for="received">${page.received}</label>
<p class="quiet" id="received-hint">${page.receivedHint}</p>
<input id="received" type="datetime-local" aria-describedby="received-hint">
<label for="file">${page.file}</label>
<p class="quiet" id="file-hint">${page.fileHint}</p>
<input id="file" type="file" accept=".txt,.json,.jwt,text/plain,application/json" aria-describedby="file-hint">
<label for="keys">${page.keys}</label>
<p class="quiet" id="keys-hint">${page.keysHint}</p>
<input id="keys" type="file" accept=".json,application/json" aria-describedby="keys-hint">
<p class="actions"><button class="action" type="submit">${page.read}</button>
<button class="action second" type="button" id="clear">${page.clear}</button></p>
</form>
<p id="status" role="status"></p>
<section id="result" aria-labelledby="verdict" translate="no" hidden></section>
<p class="screen"><button class="action second" type="button" id="print" hidden>${page.print}</button></p>
<script type="module" src="/assets/clerk.js"></script>`
}
