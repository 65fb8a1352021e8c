// Writes docs/errors.md from the catalogue of errors and its sentences: `node scripts/docs.mjs`.
// With --check it writes nothing, and fails where the file says something else.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const file = `${root}docs/errors.md`

/** The service's own modules, straight from their sources: what is built may be older. */
async function loadSources() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { errorCatalogue, errorCodes } from './src/domain/errors.ts'
export { errorSentences } from './src/domain/error-sentences.ts'
export { messagesIn } from './src/domain/messages-in.ts'
export { redirectedErrors } from './src/domain/redirected-errors.ts'
export { widgetMessagesEn } from './src/domain/widget-messages.en.ts'
export { widgetMessagesFr } from './src/domain/widget-messages.fr.ts'
export { translateError } from './src/franceconnect/translate-error.ts'
export { AuthorizationResponseError } from 'openid-client'`,
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  })
  const encoded = Buffer.from(outputFiles[0].contents).toString('base64')
  return import(`data:text/javascript;base64,${encoded}`)
}

const retry = 'click the FranceConnect button again, or go on by hand'
const byHand = 'go on by hand'
const goBack = 'go back in the browser and fill in the form by hand'
const follow = 'follow the link to the form and fill it in by hand'

/**
 * Where each error appears. `page`: a page of the service at these routes. `redirect`: the form's address
 * gets the OAuth error from these routes. `machine`: the routes that answer a program.
 */
const places = {
  unknown_client: { page: '/authorize', machine: '/verify', next: goBack },
  unregistered_redirect_uri: { page: '/authorize', next: follow },
  unusable_request: {
    page: '/authorize',
    next: `${follow}; where the request named no form, ${goBack}`,
  },
  unknown_state: { page: '/callback', next: 'open the form again and click the button' },
  attempt_lost: { page: '/callback', next: 'follow the link to the form and click the button' },
  login_already_done: { redirect: '/callback', next: retry },
  login_interrupted: { redirect: '/callback', next: retry },
  at_capacity: { redirect: '/callback', machine: '/token', next: retry },
  store_unavailable: {
    redirect: '/callback, /continue, /review',
    machine: '/token, /userinfo',
    next: retry,
  },
  login_cancelled: { redirect: '/callback, /review', next: retry },
  franceconnect_unavailable: { redirect: '/authorize, /callback', next: retry },
  franceconnect_failed: { redirect: '/callback', next: retry },
  franceconnect_rejected_request: {
    redirect: '/callback',
    next: `${byHand}; the operator has to correct a setting`,
  },
  franceconnect_untrusted: { redirect: '/authorize, /callback', next: retry },
  franceconnect_code_expired: { redirect: '/callback', next: retry },
  form_key_unavailable: {
    redirect: '/authorize, /ask',
    machine: '/token',
    next: `${byHand}; the operator and the form’s back end have to see to the key`,
  },
  unregistered_logout_uri: { page: '/logout', next: 'go back in the browser, or close the tab' },
  not_found: { page: 'any', machine: 'any', next: 'open the form again' },
  method_not_allowed: { page: 'any', machine: 'any', next: 'open the form again' },
  foreign_origin: { machine: '/token', next: byHand },
  payload_too_large: {
    page: '/authorize, /logout',
    machine: '/token, /verify, /userinfo',
    next: goBack,
  },
  unsupported_body: { page: '/authorize, /logout', machine: '/token, /verify', next: goBack },
  malformed_body: {
    page: '/authorize, /logout',
    machine: '/token, /verify, /userinfo',
    next: goBack,
  },
  too_many_requests: {
    page: '/authorize',
    machine: '/token, /verify',
    next: `wait a minute and go back to the form, or ${byHand}`,
  },
  internal: { page: 'any', redirect: '/authorize, /callback', machine: 'any', next: retry },
}

/** Every error that FranceConnect can send to our callback, and one that nobody knows. */
const franceConnectErrors = [
  'access_denied',
  'server_error',
  'temporarily_unavailable',
  'invalid_request',
  'invalid_scope',
  'unsupported_response_type',
  'invalid_acr',
  'invalid_idp_hint',
  'unauthorized_client',
  'unknown',
]

const kinds = { page: 'page', redirect: 'redirect', machine: 'machine answer' }
const tableOf = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

function checkPlaces({ errorCodes: codes, redirectedErrors }) {
  const missing = codes.filter((code) => !Object.hasOwn(places, code))
  const unknown = Object.keys(places).filter((code) => !codes.includes(code))
  if (missing.length + unknown.length > 0)
    throw new Error(`scripts/docs.mjs: no place for "${missing}", a place too many "${unknown}"`)
  const redirected = codes.filter((code) => places[code].redirect !== undefined)
  if (redirected.join() !== redirectedErrors.join())
    throw new Error(`scripts/docs.mjs: redirect is "${redirected}", not "${redirectedErrors}"`)
}

function whereOf(code) {
  const told = Object.keys(kinds).filter((kind) => places[code][kind] !== undefined)
  return told
    .map((kind) => {
      const routes = places[code][kind]
      return `${kinds[kind]} (${routes === 'any' ? 'any route' : routes})`
    })
    .join('; ')
}

/** What the citizen has before their eyes: our page, the widget's sentence on the form, or the one as well as the other. */
function readBy(source, code, language) {
  const { title, text } = source.messagesIn(language).errors[code]
  const widget = language === 'fr' ? source.widgetMessagesFr : source.widgetMessagesEn
  const page = places[code].page !== undefined && `**${title}.** ${text}`
  const said = source.errorSentences(language, widget)[`error.${code}`] ?? (!page && widget.failed)
  return [page, said && `*${said}*`].filter(Boolean).join('<br>')
}

function translated(source, error) {
  const cause = new URLSearchParams({ error })
  const { code } = source.translateError(new source.AuthorizationResponseError('', { cause }))
  return [`\`${error}\``, `\`${code}\``]
}

function write(source) {
  const { errorCatalogue, errorCodes } = source
  checkPlaces(source)
  return `<!-- Written by scripts/docs.mjs: change the sources named there, not this file. -->
# Errors

Every way in which a request can fail has one stable code. The log line of the failure has it as \`code\`, beside the
\`request_id\` that an error page shows as its reference, and that every answer has in \`X-Request-Id\`.

What is received is never repeated, with one exception: the page of \`unregistered_redirect_uri\` shows the address
received, encoded, to the webmaster who has to correct it. Texts of FranceConnect go nowhere.

## For operators and integrators

The OAuth error is what the form's address, or the answer of \`/token\`, has in \`error\`. The meaning stands beside it as
\`error_description\`; in a redirect it begins with the code (\`at_capacity: too many logins …\`), because OAuth has few
errors, and the widget's \`prefill-end\` tells the page that code. The HTTP status is that of the page or of the answer; a
redirect is a 303. Other machine answers are problem documents (RFC 9457), with the code at the end of their \`type\`.

${tableOf(
  ['code', 'status', 'OAuth error', 'what the operator reads', 'where it appears'],
  errorCodes.map((code) => {
    const { status, error, description } = errorCatalogue[code]
    return [`\`${code}\``, status, `\`${error}\``, description, whereOf(code)]
  }),
)}

## For citizens

A page of the service speaks for itself, in the language of the browser. After a redirect the citizen is on the form with
what they typed, and the widget says the sentence in *italics* here, in the language of the page; a form without the widget
says its own.

${tableOf(
  ['code', 'in French', 'in English', 'what they can do next'],
  errorCodes.map((code) => [
    `\`${code}\``,
    readBy(source, code, 'fr'),
    readBy(source, code, 'en'),
    places[code].next,
  ]),
)}

## FranceConnect’s errors

What FranceConnect sends to \`/callback\` as \`error\`, and the code that it becomes. Anything else is treated as \`unknown\`.

${tableOf(
  ['FranceConnect says', 'code'],
  franceConnectErrors.map((error) => translated(source, error)),
)}

## Errors of the protocol alone

A request of a form that breaks a rule of \`/authorize\` after its client and address are proven goes back by redirect with
an error of OAuth or OpenID Connect and a description of the rule: \`invalid_request\`, \`invalid_scope\`,
\`unsupported_response_type\`, \`login_required\` (for \`prompt=none\`), \`request_not_supported\`,
\`request_uri_not_supported\`. \`/token\` adds \`invalid_client\` (401), \`invalid_grant\` and \`unsupported_grant_type\`,
\`/userinfo\` \`invalid_token\` (401). None has a code of its own: they are for the webmaster. The widget makes none of these
mistakes; it can meet \`invalid_grant\`, when its code is redeemed too late, and says then, as for every answer of \`/token\`
that it cannot use, what it says for \`foreign_origin\`.
`
}

const wanted = write(await loadSources())
if (!process.argv.includes('--check')) writeFileSync(file, wanted)
else if (readFileSync(file, 'utf8') !== wanted) {
  process.stderr.write('docs/errors.md is out of date: node scripts/docs.mjs\n')
  process.exitCode = 1
}
