<?php
// Logs a citizen in with OpenID Connect (code flow, PKCE) and shows a form filled with what FranceConnect certified.
// Debian: apt-get install php-cli. Try it: ISSUER=… CLIENT_ID=… CLIENT_SECRET=… php -S localhost:8080 login.php
// Register http://localhost:8080/retour as redirect URI; ID tokens are expected in ES256.
declare(strict_types=1);

require __DIR__ . '/../verification/verify.php';

$issuer = getenv('ISSUER');
$client = getenv('CLIENT_ID');
$secret = getenv('CLIENT_SECRET');
$redirect = 'http://' . $_SERVER['HTTP_HOST'] . '/retour'; // in production: a constant, with https

function random(): string
{
    return rtrim(strtr(base64_encode(random_bytes(32)), '+/', '-_'), '=');
}

function ask(string $url, array $http = []): array
{
    $context = stream_context_create(['http' => $http + ['timeout' => 5]]);
    $answer = file_get_contents($url, false, $context);
    if ($answer === false) {
        throw new RuntimeException("$url does not answer as it should");
    }
    return json_decode($answer, true, 32, JSON_THROW_ON_ERROR);
}

/** The claims of an ID token (OpenID Connect Core §3.1.3.7). */
function id_token_claims(string $token, array $metadata, string $client, string $nonce): array
{
    [$head, $body, $signature] = explode('.', $token) + ['', '', ''];
    $header = json_decode(base64url_decode($head) ?? '', true);
    $claims = json_decode(base64url_decode($body) ?? '', true);
    $keys = ask($metadata['jwks_uri'])['keys'];
    $found = array_filter($keys, fn ($key) => $key['kid'] === $header['kid'] && $key['alg'] === 'ES256');
    $ok = $found !== []
        && $header['alg'] === 'ES256'
        && signature_holds("$head.$body", base64url_decode($signature), reset($found))
        && $claims['iss'] === $metadata['issuer']
        && $claims['aud'] === $client
        && hash_equals($nonce, $claims['nonce'] ?? '')
        && $claims['exp'] > time() - 60;
    return $ok ? $claims : throw new RuntimeException('this ID token is not for us');
}

session_start(['cookie_httponly' => true, 'cookie_samesite' => 'Lax']);
$metadata = ask("$issuer/.well-known/openid-configuration");

switch (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    case '/connexion':
        $_SESSION['trip'] = $trip = ['state' => random(), 'nonce' => random(), 'verifier' => random()];
        header('Location: ' . $metadata['authorization_endpoint'] . '?' . http_build_query([
            'client_id' => $client,
            'redirect_uri' => $redirect,
            'response_type' => 'code',
            'scope' => 'openid',
            'state' => $trip['state'],
            'nonce' => $trip['nonce'],
            'code_challenge' => rtrim(strtr(base64_encode(hash('sha256', $trip['verifier'], true)), '+/', '-_'), '='),
            'code_challenge_method' => 'S256',
        ]), true, 303);
        break;

    case '/retour':
        $trip = $_SESSION['trip'] ?? null;
        unset($_SESSION['trip']);
        // RFC 9207: the answer says who gives it.
        if ($trip === null || !hash_equals($trip['state'], $_GET['state'] ?? '') || ($_GET['iss'] ?? '') !== $issuer) {
            http_response_code(400);
            exit('This answer is to no request of yours.');
        }
        if (isset($_GET['error'])) {
            header('Location: /', true, 303); // cancelled, or it failed: the form stays usable by hand
            break;
        }
        $tokens = ask($metadata['token_endpoint'], [
            'method' => 'POST',
            // RFC 6749 §2.3.1: both are form-encoded before they are joined.
            'header' => [
                'Content-Type: application/x-www-form-urlencoded',
                'Authorization: Basic ' . base64_encode(urlencode($client) . ':' . urlencode($secret)),
            ],
            'content' => http_build_query([
                'grant_type' => 'authorization_code',
                'code' => $_GET['code'],
                'redirect_uri' => $redirect,
                'code_verifier' => $trip['verifier'],
            ]),
        ]);
        $claims = id_token_claims($tokens['id_token'], $metadata, $client, $trip['nonce']);
        $values = ask($metadata['userinfo_endpoint'], ['header' => 'Authorization: Bearer ' . $tokens['access_token']]);
        if ($values['sub'] !== $claims['sub']) {
            throw new RuntimeException('these values are about somebody else');
        }
        session_regenerate_id(true);
        $_SESSION['values'] = $values;
        $_SESSION['prefill_token'] = $tokens['prefill_token'];
        $_SESSION['id_token'] = $tokens['id_token'];
        header('Location: /', true, 303);
        break;

    case '/deconnexion':
        $hint = $_SESSION['id_token'] ?? '';
        session_destroy();
        header('Location: ' . $metadata['end_session_endpoint'] . '?' . http_build_query([
            'id_token_hint' => $hint,
            'post_logout_redirect_uri' => 'http://' . $_SERVER['HTTP_HOST'] . '/',
        ]), true, 303);
        break;

    default:
        header('Content-Type: text/html; charset=utf-8');
        $of = fn (string $name) => htmlspecialchars((string) ($_SESSION['values'][$name] ?? ''));
        $token = htmlspecialchars($_SESSION['prefill_token'] ?? '');
        echo "<!doctype html><title>Cantine</title><a href=\"/connexion\">S’identifier avec FranceConnect</a>
<form method=\"post\" action=\"/envoi\"><label>Nom <input name=\"nom\" value=\"{$of('nom')}\"></label>
<label>Prénom <input name=\"premier_prenom\" value=\"{$of('premier_prenom')}\"></label>
<input type=\"hidden\" name=\"prefill_token\" value=\"$token\"><button>Envoyer</button></form>
<a href=\"/deconnexion\">Se déconnecter</a>";
}
