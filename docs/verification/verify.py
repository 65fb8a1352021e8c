"""Checks a prefill token, says which values came back as they were, and asks the service for the rest.

Debian: apt-get install python3-jwt python3-cryptography
As a program it reads one JSON request a line and answers each with one line: see docs/verification.md.
"""

import json
import sys
import urllib.request
from datetime import datetime

import jwt

FORBIDDEN = {"jwk", "jku", "x5u", "x5c", "crit", "b64"}
LARGEST_TOKEN = 64 * 1024
JWS = jwt.PyJWS(algorithms=["ES256"])


def fetch_keys(issuer):
    """The published keys. Keep them for ten minutes, and fetch again before you refuse an unknown kid."""
    with urllib.request.urlopen(f"{issuer}/jwks/history", timeout=5) as answer:
        return json.load(answer)["keys"]


def read_header(token):
    try:
        return jwt.get_unverified_header(token)
    except jwt.InvalidTokenError:
        return None


def open_token(token, keys):
    """(claims, key) of a token whose signature holds; (None, problem) of any other."""
    if not isinstance(token, str) or len(token) > LARGEST_TOKEN:
        return None, "missing" if token is None else "tampered"
    token = token.strip()
    if token == "":
        return None, "missing"
    header = read_header(token)
    if header is None:
        return None, "tampered"
    if header.get("typ") != "prefill+jwt" or header.get("alg") != "ES256":
        return None, "wrong_type"
    if FORBIDDEN & header.keys():
        return None, "tampered"
    # The key is looked up among ours and must be of the pinned algorithm; a token never brings one along.
    key = next((k for k in keys if k["kid"] == header.get("kid") and k["alg"] == "ES256"), None)
    if key is None:
        return None, "tampered"
    try:
        claims = json.loads(JWS.decode(token, jwt.PyJWK.from_dict(key).key, algorithms=["ES256"]))
    except (jwt.InvalidTokenError, ValueError):
        return None, "tampered"
    return (claims, key) if has_right_shape(claims) else (None, "tampered")


def has_right_shape(claims):
    return (
        isinstance(claims, dict)
        and all(isinstance(claims.get(name), str) for name in ("iss", "aud", "sub", "jti"))
        and all(type(claims.get(name)) is int for name in ("iat", "exp"))
        and claims.get("environment") in ("real", "test")
        and claims.get("canon") == 1
        and isinstance(claims.get("fields"), dict)
    )


def problems_of(claims, key, *, issuer, client_id, submitted_at, nonce=None, seen=(), allow_test=False):
    """Everything wrong with a proven token. `submitted_at`: seconds since 1970, when the form came in."""
    ours = claims["iss"] == issuer and claims["aud"] == client_id
    in_period = key["valid_from"] <= claims["iat"] <= key.get("valid_until", float("inf"))
    found = {
        "expired": not claims["iat"] - 60 <= submitted_at <= claims["exp"],
        "retired_key": not in_period,
        "other_form": not ours,
        "other_nonce": nonce is not None and claims.get("nonce") != nonce,
        "reused": ours and claims["jti"] in seen,
        "test_token": claims["environment"] == "test" and not allow_test,
    }
    return [problem for problem, is_found in found.items() if is_found]


def written(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def is_unchanged(field, submitted):
    """Whether a field came back as it was; « no » means: ask /verify, it may be the same in another writing."""
    values = submitted if isinstance(submitted, list) else [submitted]
    values = [str(value) for value in values if value is not None and str(value).strip() != ""]
    if not values or field["value"] is None:
        return False
    if isinstance(field["value"], list):
        return values == field["value"]
    if field["type"] == "boolean":
        values = values[-1:]
    return all(value in (written(field["value"]), field.get("text")) for value in values)


def verify_prefill(token, submitted, keys, **expected):
    """{valid, problems, jti, unchanged}: labels, and never refuses."""
    claims, key = open_token(token, keys)
    if claims is None:
        return {"valid": False, "problems": [key], "jti": None, "unchanged": []}
    # Whoever stole the key may date a token as they like.
    if "revoked_at" in key:
        return {"valid": False, "problems": ["revoked_key"], "jti": None, "unchanged": []}
    problems = problems_of(claims, key, **expected)
    fields = {} if "other_form" in problems else claims["fields"]
    unchanged = [name for name in fields if is_unchanged(fields[name], submitted.get(name))]
    return {"valid": not problems, "problems": problems, "jti": claims["jti"], "unchanged": unchanged}


def ask_service(issuer, client_id, token, submitted, submitted_at, nonce=None):
    """The service's own verdict on every field, other writings included."""
    question = {
        "client_id": client_id,
        "prefill_token": token,
        "submitted": submitted,
        "submitted_at": submitted_at,
        **({} if nonce is None else {"nonce": nonce}),
    }
    request = urllib.request.Request(
        f"{issuer}/verify",
        data=json.dumps(question).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.load(answer)


def answer_line(line):
    request = json.loads(line)
    issuer, client_id = request["issuer"], request["client_id"]
    token, submitted, at = request["prefill_token"], request["submitted"], request["submitted_at"]
    answer = verify_prefill(
        token,
        submitted,
        request["keys"] if "keys" in request else fetch_keys(issuer),
        issuer=issuer,
        client_id=client_id,
        submitted_at=datetime.fromisoformat(at.replace("Z", "+00:00")).timestamp(),
        nonce=request.get("nonce"),
        seen=request.get("seen", ()),
        allow_test=request.get("allow_test", False),
    )
    if request.get("ask"):
        answer["verdict"] = ask_service(issuer, client_id, token, submitted, at, request.get("nonce"))
    return answer


if __name__ == "__main__":
    for one in sys.stdin:
        print(json.dumps(answer_line(one)), flush=True)
