// A form whose server logs citizens in with openid-client and renders it filled with what FranceConnect certified. No
// JavaScript in the page. Explained, in French, in docs/guide/serveur.md.
// npm install openid-client. Environment: ISSUER, CLIENT_ID, CLIENT_SECRET, ORIGIN (of this form, as citizens see it)
// and SUBMISSIONS_DIR (where submissions are filed: nothing that a web server serves). Try it: node login.mjs
// Sessions are in this process: with several, take your framework's. Register ORIGIN/retour as redirect URI and ORIGIN/
// as post-logout redirect URI; ID tokens are expected in ES256.
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import * as client from 'openid-client'

const { ISSUER, CLIENT_ID, CLIENT_SECRET, ORIGIN, SUBMISSIONS_DIR, PORT = '8080' } = process.env
if (!ISSUER || !CLIENT_ID || !CLIENT_SECRET || !ORIGIN || !SUBMISSIONS_DIR)
  throw new Error('ISSUER, CLIENT_ID, CLIENT_SECRET, ORIGIN and SUBMISSIONS_DIR: one is missing')

const fields = {
  nom: { label: 'Nom de naissance', type: 'text' },
  premier_prenom: { label: 'Prénom', type: 'text' },
  ne_le: { label: 'Date de naissance', type: 'date' },
  courriel: { label: 'Adresse électronique', type: 'email' },
}
const notices = {
  byHand:
    'La connexion n’a pas abouti. Rien n’est perdu : vous pouvez remplir le formulaire vous-même.',
  forged:
    'Cette réponse ne correspond à aucune connexion en cours. Le formulaire reste utilisable.',
  notFiled: 'Votre demande n’a pas pu être enregistrée. Rien n’est perdu : réessayez.',
  halfOut:
    'Vous êtes déconnecté de ce site, mais peut-être pas de FranceConnect : fermez votre navigateur.',
}
const isHttps = ORIGIN.startsWith('https:')
const cookieName = isHttps ? '__Host-session' : 'session' // __Host-: no subdomain can plant one
const lifetime = 3_600_000 // for which a citizen's values stay in the session
const sessions = new Map() // id → what is known of a citizen, until when
const randomText = (bytes) => randomBytes(bytes).toString('base64url')

/** For whoever runs this: what went wrong, and nothing about whom. */
function note({ error, code, name, status }) {
  const reasons = [name, code, status, error].filter((reason) => reason !== undefined)
  process.stderr.write(`failed: ${reasons.join(' ')}\n`)
}

/** openid-client as it is to be used here: the signature of ID tokens is checked; http is for trying only. */
function configure() {
  const isTrial = /^http:\/\/localhost[:/]/.test(ISSUER)
  const execute = [client.enableNonRepudiationChecks]
  if (isTrial) execute.push(client.allowInsecureRequests)
  const metadata = { id_token_signed_response_alg: 'ES256' }
  const authentication = client.ClientSecretBasic(CLIENT_SECRET)
  return client.discovery(new URL(ISSUER), CLIENT_ID, metadata, authentication, { execute })
}

function sessionOf(request) {
  const pairs = (request.headers.cookie ?? '').split('; ')
  const id = pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1)
  const known = sessions.get(id)
  return known !== undefined && known.until > Date.now() ? { ...known, id } : {}
}

/** The Set-Cookie header of a session under a new id: whoever knew the old one does not know it any more. */
function renew({ id, ...session }) {
  sessions.delete(id)
  for (const [known, { until }] of sessions) if (until <= Date.now()) sessions.delete(known)
  if (sessions.size >= 10_000) throw new Error('too many sessions')
  const newId = randomText(32)
  sessions.set(newId, { ...session, until: Date.now() + lifetime })
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`
  return { 'Set-Cookie': `${cookieName}=${newId}; ${attributes}` }
}

/** What was posted of the form; what comes twice counts as absent. */
function typedIn(posted) {
  const only = (name) => (posted.getAll(name).length === 1 ? posted.get(name).slice(0, 1000) : '')
  return Object.fromEntries(Object.keys(fields).map((name) => [name, only(name)]))
}

async function startLogin(session, posted) {
  const typed = typedIn(posted)
  const [state, nonce, verifier] = [randomText(32), randomText(32), randomText(32)]
  try {
    const url = client.buildAuthorizationUrl(await configure(), {
      redirect_uri: `${ORIGIN}/retour`,
      scope: 'openid',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    return go(url, renew({ id: session.id, typed, trip: { state, nonce, verifier } }))
  } catch (error) {
    note(error)
    return formPage(503, { ...session, typed }, notices.byHand)
  }
}

/** Trades the code for the tokens and the values; no more of them is kept than the form needs. */
async function redeem(url, { state, nonce, verifier }) {
  const configuration = await configure()
  const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier }
  // It checks state and iss (RFC 9207), then of the ID token signature, iss, aud, exp and nonce.
  const tokens = await client.authorizationCodeGrant(configuration, url, checks)
  const { sub } = tokens.claims()
  const known = await client.fetchUserInfo(configuration, tokens.access_token, sub)
  const kept = Object.keys(fields).filter((name) => typeof known[name] === 'string')
  const values = Object.fromEntries(kept.map((name) => [name, known[name]]))
  const { prefill_token, id_token, display_name } = tokens
  return { values, prefill_token, id_token, display_name }
}

async function comeBack(session, url) {
  const { id, trip, typed } = session
  const { searchParams } = url
  const isOurs = trip !== undefined && searchParams.getAll('state').join() === trip.state
  // A forged answer changes nothing: the true one may still come.
  if (!isOurs || searchParams.get('iss') !== ISSUER) return formPage(400, session, notices.forged)
  sessions.get(id).trip = undefined
  const login = await redeem(url, trip).catch((error) => {
    note(error)
    return { notice: notices.byHand }
  })
  return go(`${ORIGIN}/`, renew({ id, typed, ...login }))
}

/** The service's verdict; null where it does not answer: ask later, with the same submitted_at. */
async function judge(submission) {
  const response = await fetch(`${ISSUER}/verify`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(submission),
    signal: AbortSignal.timeout(5000),
  })
  if (!response.ok) throw new Error(`/verify answers ${response.status}`)
  return response.json()
}

/** Files a submission in a file of its own, under its number. One token, one submission: a name is given once. */
async function file(submission) {
  const { jti, problems } = submission.verdict ?? {}
  const isOurs = /^[\w-]{8,64}$/.test(jti ?? '') && !problems.includes('other_form')
  const number = isOurs ? jti : randomText(12)
  const write = (name, content) =>
    writeFile(join(SUBMISSIONS_DIR, `${name}.json`), JSON.stringify(content), {
      flag: 'wx',
      mode: 0o600,
    }).then(() => name)
  return write(number, submission).catch((error) => {
    if (error.code !== 'EEXIST') throw error
    return write(`${number}-${randomText(6)}`, { ...submission, reused: true })
  })
}

async function submit(session, posted) {
  const submission = {
    client_id: CLIENT_ID,
    prefill_token: posted.get('prefill_token') ?? '',
    submitted: typedIn(posted),
    submitted_at: new Date().toISOString(),
  }
  const verdict = (await judge(submission).catch(note)) ?? null
  const number = await file({ ...submission, verdict }).catch(note)
  if (number === undefined)
    return formPage(503, { ...session, typed: submission.submitted }, notices.notFiled)
  for (const name of ['values', 'prefill_token', 'typed']) delete sessions.get(session.id)?.[name]
  const receipt = `Votre demande est enregistrée sous le numéro ${escaped(number)}.`
  return page(200, session, `<p role="status">${receipt}</p>`)
}

async function logOut({ id, id_token }) {
  sessions.delete(id)
  if (id_token === undefined) return go(`${ORIGIN}/`)
  try {
    const query = { id_token_hint: id_token, post_logout_redirect_uri: `${ORIGIN}/` }
    return go(client.buildEndSessionUrl(await configure(), query))
  } catch (error) {
    note(error)
    return formPage(503, {}, notices.halfOut)
  }
}

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (value) => String(value).replace(/[&<>"']/g, (sign) => escapes[sign])
const go = (url, headers = {}) => ({ status: 303, headers: { ...headers, Location: String(url) } })

const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'same-origin',
  // No form-action here: browsers would hold the redirects to FranceConnect against it.
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
}

function page(status, { id_token, display_name }, content) {
  const connected = `<form method="post" action="/deconnexion">Connecté avec FranceConnect : ${escaped(display_name)}
<button>Se déconnecter</button></form>`
  const body = `<!doctype html>
<html lang="fr"><meta name="viewport" content="width=device-width"><title>Cantine</title>
<h1>Inscription à la cantine</h1>
${id_token === undefined ? '' : connected}
${content}
`
  return { status, headers: pageHeaders, body }
}

/** The form: what was typed stays, else what FranceConnect certified; by hand where there is neither. */
function formPage(status, session, notice = '') {
  const { typed = {}, values = {}, prefill_token } = session
  const inputs = Object.entries(fields).map(([name, { label, type }]) => {
    const value = escaped(typed[name] || (values[name] ?? ''))
    return `<p><label>${label} <input type="${type}" name="${name}" maxlength="1000" value="${value}"></label>\n`
  })
  const invitation = `<p><button formaction="/connexion" formnovalidate>S’identifier avec FranceConnect</button>
<p><a href="https://franceconnect.gouv.fr/">Qu’est-ce que FranceConnect ?</a>`
  const content = `<p role="status">${escaped(notice)}</p>
<form method="post" action="/envoi">
<button hidden></button><!-- what the Enter key presses: never the way to FranceConnect -->
${prefill_token === undefined ? invitation : ''}
${inputs.join('')}
<input type="hidden" name="prefill_token" value="${escaped(prefill_token ?? '')}">
<p><button>Envoyer</button>
</form>`
  return page(status, session, content)
}

function showForm(session) {
  if (session.notice !== undefined) sessions.get(session.id).notice = undefined
  return formPage(200, session, session.notice)
}

const routes = {
  'GET /': showForm,
  'POST /connexion': startLogin,
  'GET /retour': comeBack,
  'POST /envoi': submit,
  'POST /deconnexion': logOut,
}

async function answer(request) {
  const url = new URL(`${ORIGIN}${request.url}`)
  const session = sessionOf(request)
  if (request.method !== 'POST') return routes[`GET ${url.pathname}`]?.(session, url)
  if ((request.headers.origin ?? ORIGIN) !== ORIGIN) return { status: 403 } // another site's page posts here
  if (Number(request.headers['content-length'] ?? Infinity) > 128 * 1024) return { status: 413 }
  return routes[`POST ${url.pathname}`]?.(session, new URLSearchParams(await text(request)))
}

createServer((request, response) => {
  const reply = ({ status, headers, body } = { status: 404 }) =>
    response.writeHead(status, headers).end(body)
  answer(request).then(reply, () => reply({ status: 400 }))
}).listen(Number(PORT), 'localhost')
