"""A form whose server logs citizens in (OpenID Connect: code flow, PKCE) and renders it filled with what FranceConnect
certified. No JavaScript in the page. Explained, in French, in docs/guide/serveur.md.

Debian: apt-get install python3-jwt python3-cryptography. Environment: ISSUER, CLIENT_ID, CLIENT_SECRET, ORIGIN (of this
form, as citizens see it) and SUBMISSIONS_DIR (where submissions are filed: nothing that a web server serves). Try it:
  /usr/bin/python3 login.py
It is a WSGI application; sessions are in this process: with several, take your framework's. Register ORIGIN/retour as
redirect URI and ORIGIN/ as post-logout redirect URI; ID tokens are expected in ES256.
"""

import base64
import hashlib
import hmac
import html
import json
import os
import re
import secrets
import sys
import time
import urllib.request
from datetime import datetime, timezone
from http.cookies import CookieError, SimpleCookie
from socketserver import ThreadingMixIn
from urllib.parse import parse_qs, quote_plus, urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import jwt

ISSUER, CLIENT_ID, CLIENT_SECRET, ORIGIN, SUBMISSIONS_DIR = (
    os.environ[name] for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "ORIGIN", "SUBMISSIONS_DIR")
)
FIELDS = {
    "nom": ("Nom de naissance", "text"),
    "premier_prenom": ("Prénom", "text"),
    "ne_le": ("Date de naissance", "date"),
    "courriel": ("Adresse électronique", "email"),
}
BY_HAND = "La connexion n’a pas abouti. Rien n’est perdu : vous pouvez remplir le formulaire vous-même."
IS_HTTPS = ORIGIN.startswith("https:")
COOKIE = "__Host-session" if IS_HTTPS else "session"  # __Host-: no subdomain can plant one
LIFETIME = 3600  # seconds for which a citizen's values stay in the session
MOST_SESSIONS = 10_000
sessions = {}  # id → what is known of a citizen, until when


def note(error):
    """For whoever runs this: what went wrong, and nothing about whom."""
    print(f"failed: {type(error).__name__}: {error}", file=sys.stderr, flush=True)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None  # a redirected request would take the secret along


def ask(url, body=None, headers=None):
    request = urllib.request.Request(url, data=body, headers=headers or {})
    with urllib.request.build_opener(NoRedirect).open(request, timeout=5) as answer:
        return json.load(answer)


def discover():
    metadata = ask(f"{ISSUER}/.well-known/openid-configuration")
    is_safe = re.match(r"https://|http://localhost[:/]", ISSUER)  # http is for trying only
    if not is_safe or metadata["issuer"] != ISSUER:
        raise ValueError("not our issuer")
    return metadata


def id_token_claims(token, metadata, nonce):
    """The claims of an ID token (OpenID Connect Core §3.1.3.7). The token never chooses its algorithm or its key."""
    kid = jwt.get_unverified_header(token).get("kid")
    key = next(k for k in ask(metadata["jwks_uri"])["keys"] if k["kid"] == kid and k["alg"] == "ES256")
    claims = jwt.decode(
        token,
        jwt.PyJWK.from_dict(key).key,
        algorithms=["ES256"],
        issuer=ISSUER,
        audience=CLIENT_ID,
        leeway=60,
        options={"require": ["iss", "aud", "sub", "exp", "iat", "nonce"]},
    )
    if claims["aud"] != CLIENT_ID or not hmac.compare_digest(claims["nonce"].encode(), nonce.encode()):
        raise ValueError("this ID token is not for us")
    return claims


def redeem(code, trip):
    """Trades the code for the tokens and the values; no more of them is kept than the form needs."""
    metadata = discover()
    # RFC 6749 §2.3.1: both are form-encoded before they are joined.
    basic = base64.b64encode(f"{quote_plus(CLIENT_ID)}:{quote_plus(CLIENT_SECRET)}".encode()).decode()
    grant = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": f"{ORIGIN}/retour",
        "code_verifier": trip["verifier"],
    }
    tokens = ask(metadata["token_endpoint"], urlencode(grant).encode(), {"Authorization": f"Basic {basic}"})
    claims = id_token_claims(tokens["id_token"], metadata, trip["nonce"])
    values = ask(metadata["userinfo_endpoint"], None, {"Authorization": f"Bearer {tokens['access_token']}"})
    if values["sub"] != claims["sub"]:
        raise ValueError("these values are about somebody else")
    return {
        "values": {name: values[name] for name in FIELDS if isinstance(values.get(name), str)},
        **{name: tokens[name] for name in ("prefill_token", "id_token", "display_name")},
    }


def session_of(environ):
    """(id, session) of this visitor; (None, {}) of one that is not known."""
    try:
        known = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(COOKIE)
    except CookieError:
        known = None
    session = sessions.get(known.value) if known else None
    return (known.value, session) if session and session["until"] > time.time() else (None, {})


def set_session(old_id, session):
    """The Set-Cookie header of a session under a new id: whoever knew the old one does not know it any more."""
    sessions.pop(old_id, None)
    for known in [known for known, one in list(sessions.items()) if one["until"] <= time.time()]:
        sessions.pop(known, None)
    if len(sessions) >= MOST_SESSIONS:
        raise OverflowError("too many sessions")
    new_id = secrets.token_urlsafe(32)
    sessions[new_id] = {**session, "until": time.time() + LIFETIME}
    return ("Set-Cookie", f"{COOKIE}={new_id}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if IS_HTTPS else ''}")


def start_login(session_id, session, posted):
    trip = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    typed = typed_in(posted)
    try:
        endpoint = discover()["authorization_endpoint"]
        cookie = set_session(session_id, {"typed": typed, "trip": trip})
    except Exception as error:
        note(error)
        return form_page("503 Service Unavailable", {**session, "typed": typed}, BY_HAND)
    challenge = hashlib.sha256(trip["verifier"].encode()).digest()
    query = {
        "client_id": CLIENT_ID,
        "redirect_uri": f"{ORIGIN}/retour",
        "response_type": "code",
        "scope": "openid",
        "state": trip["state"],
        "nonce": trip["nonce"],
        "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    return go(f"{endpoint}?{urlencode(query)}", cookie)


def come_back(session_id, session, query):
    trip = session.get("trip")
    # RFC 9207: the answer says who gives it. A forged one changes nothing: the true one may still come.
    is_ours = trip and hmac.compare_digest(query.get("state", "").encode(), trip["state"].encode())
    if not is_ours or query.get("iss") != ISSUER or session.pop("trip", None) is None:
        notice = "Cette réponse ne correspond à aucune connexion en cours. Le formulaire reste utilisable."
        return form_page("400 Bad Request", session, notice)
    login = {"notice": BY_HAND}
    if "error" not in query:
        try:
            login = redeem(query["code"], trip)
        except Exception as error:
            note(error)  # the citizen fills the form by hand
    return go(f"{ORIGIN}/", set_session(session_id, {"typed": session["typed"], **login}))


def owner_only(path, flags):
    return os.open(path, flags, 0o600)


def create(number):
    return open(os.path.join(SUBMISSIONS_DIR, f"{number}.json"), "x", encoding="utf-8", opener=owner_only)


def file_submission(submission):
    """Files a submission in a file of its own, under its number. One token, one submission: a name is given once."""
    verdict = submission["verdict"] or {"jti": None, "problems": []}
    is_ours = re.fullmatch(r"[\w-]{8,64}", verdict["jti"] or "") and "other_form" not in verdict["problems"]
    number = verdict["jti"] if is_ours else secrets.token_urlsafe(12)
    try:
        file = create(number)
    except FileExistsError:
        submission = {**submission, "reused": True}
        number = f"{number}-{secrets.token_urlsafe(6)}"
        file = create(number)
    with file:
        json.dump(submission, file, ensure_ascii=False)
    return number


def submit(session, posted):
    submission = {
        "client_id": CLIENT_ID,
        "prefill_token": posted.get("prefill_token", ""),
        "submitted": typed_in(posted),
        "submitted_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
    }
    try:
        body = json.dumps(submission).encode()
        verdict = ask(f"{ISSUER}/verify", body, {"Content-Type": "application/json"})
    except Exception as error:
        note(error)
        verdict = None  # nothing is said against the citizen: ask later, with the same submitted_at
    try:
        number = file_submission({**submission, "verdict": verdict})
    except OSError as error:
        note(error)
        notice = "Votre demande n’a pas pu être enregistrée. Rien n’est perdu : réessayez."
        return form_page("503 Service Unavailable", {**session, "typed": submission["submitted"]}, notice)
    for name in ("values", "prefill_token", "typed"):
        session.pop(name, None)
    receipt = f'<p role="status">Votre demande est enregistrée sous le numéro {html.escape(number)}.</p>'
    return page("200 OK", session, receipt)


def log_out(session_id, session):
    sessions.pop(session_id, None)
    if "id_token" not in session:
        return go(f"{ORIGIN}/")
    query = {"id_token_hint": session["id_token"], "post_logout_redirect_uri": f"{ORIGIN}/"}
    try:
        return go(f"{discover()['end_session_endpoint']}?{urlencode(query)}")
    except Exception as error:
        note(error)
        notice = "Vous êtes déconnecté de ce site, mais peut-être pas de FranceConnect : fermez votre navigateur."
        return form_page("503 Service Unavailable", {}, notice)


def typed_in(posted):
    return {name: posted.get(name, "")[:1000] for name in FIELDS}


def go(url, *headers):
    return "303 See Other", [("Location", url), *headers], ""


def page(status, session, content):
    connected = ""
    if "id_token" in session:
        name = html.escape(session["display_name"])
        connected = f"""<form method="post" action="/deconnexion">Connecté avec FranceConnect : {name}
<button>Se déconnecter</button></form>"""
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "same-origin"),
        # No form-action here: browsers would hold the redirects to FranceConnect against it.
        ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
    ]
    return status, headers, f"""<!doctype html>
<html lang="fr"><meta name="viewport" content="width=device-width"><title>Cantine</title>
<h1>Inscription à la cantine</h1>
{connected}
{content}
"""


def form_page(status, session, notice=""):
    """The form: what was typed stays, else what FranceConnect certified; by hand where there is neither."""
    typed, values = session.get("typed", {}), session.get("values", {})
    inputs = "".join(
        f"""<p><label>{label} <input type="{kind}" name="{name}" maxlength="1000"
value="{html.escape(typed.get(name) or values.get(name) or "")}"></label>
"""
        for name, (label, kind) in FIELDS.items()
    )
    token = html.escape(session.get("prefill_token", ""))
    invitation = """<p><button formaction="/connexion" formnovalidate>S’identifier avec FranceConnect</button>
<p><a href="https://franceconnect.gouv.fr/">Qu’est-ce que FranceConnect ?</a>"""
    return page(status, session, f"""<p role="status">{html.escape(notice)}</p>
<form method="post" action="/envoi">
<button hidden></button><!-- what the Enter key presses: never the way to FranceConnect -->
{"" if token else invitation}
{inputs}
<input type="hidden" name="prefill_token" value="{token}">
<p><button>Envoyer</button>
</form>""")


def parameters(text):
    """Name → value; what comes twice counts as absent."""
    return {name: values[0] for name, values in parse_qs(text).items() if len(values) == 1}


def answer(environ):
    session_id, session = session_of(environ)
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > 128 * 1024:
        return "413 Content Too Large", [], ""
    posted = parameters(environ["wsgi.input"].read(length).decode(errors="replace"))
    if environ["REQUEST_METHOD"] == "POST" and environ.get("HTTP_ORIGIN", ORIGIN) != ORIGIN:
        return "403 Forbidden", [], ""  # another site's page posts here
    match environ["REQUEST_METHOD"], environ.get("PATH_INFO", ""):
        case "GET", "/":
            return form_page("200 OK", session, session.pop("notice", ""))
        case "POST", "/connexion":
            return start_login(session_id, session, posted)
        case "GET", "/retour":
            return come_back(session_id, session, parameters(environ.get("QUERY_STRING", "")))
        case "POST", "/envoi":
            return submit(session, posted)
        case "POST", "/deconnexion":
            return log_out(session_id, session)
    return "404 Not Found", [], ""


def application(environ, start_response):
    status, headers, body = answer(environ)
    start_response(status, headers)
    return [body.encode()]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class SilentHandler(WSGIRequestHandler):
    def log_message(self, *_):
        pass  # the address of /retour has a code in it


if __name__ == "__main__":
    with make_server("localhost", int(os.environ.get("PORT", "8080")), application, Server, SilentHandler) as server:
        server.serve_forever()
