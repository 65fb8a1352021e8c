<?php
// A form whose server logs citizens in (OpenID Connect: code flow, PKCE) and renders it filled with what FranceConnect
// certified. No JavaScript in the page. Explained, in French, in docs/guide/serveur.md.
// Debian: apt-get install php-cli. Environment: ISSUER, CLIENT_ID, CLIENT_SECRET, ORIGIN (of this form, as citizens see
// it) and SUBMISSIONS_DIR (where submissions are filed: nothing that a web server serves). Try it:
//   php -q -S localhost:8080 login.php
// -q: the address of /retour, which has a code in it, is not to be logged.
// Register ORIGIN/retour as redirect URI and ORIGIN/ as post-logout redirect URI; ID tokens are expected in ES256.
declare(strict_types=1);

require __DIR__ . '/../verification/verify.php';

ini_set('display_errors', '0');
ini_set('zend.exception_ignore_args', '1'); // a trace would show tokens
umask(0077);
foreach (['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET', 'ORIGIN', 'SUBMISSIONS_DIR'] as $name) {
    define($name, getenv($name) ?: throw new RuntimeException("$name is missing from the environment"));
}
const FIELDS = ['nom' => 'text', 'premier_prenom' => 'text', 'ne_le' => 'date', 'courriel' => 'email'];
const LABELS = ['Nom de naissance', 'Prénom', 'Date de naissance', 'Adresse électronique'];
const BY_HAND = 'La connexion n’a pas abouti. Rien n’est perdu : vous pouvez remplir le formulaire vous-même.';
const LIFETIME = 3600; // seconds for which a citizen's values stay in the session

/** For whoever runs this: what went wrong, and nothing about whom. */
function note(Throwable $error): void
{
    file_put_contents('php://stderr', 'failed: ' . $error->getMessage() . "\n"); // -q silences error_log
}

function base64url_encode(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

/** A parameter of the request; what is no text (`state[]=`) counts as absent. */
function text_of(array $parameters, string $name, int $most = 4000): string
{
    return is_string($parameters[$name] ?? null) ? substr($parameters[$name], 0, $most) : '';
}

function typed(): array
{
    return array_combine(array_keys(FIELDS), array_map(fn ($name) => text_of($_POST, $name), array_keys(FIELDS)));
}

function ask(string $url, array $http = []): array
{
    $context = stream_context_create(['http' => $http + ['timeout' => 5, 'follow_location' => 0]]);
    $answer = @file_get_contents($url, false, $context);
    if ($answer === false) {
        throw new RuntimeException('the service does not answer as it should');
    }
    return json_decode($answer, true, 32, JSON_THROW_ON_ERROR);
}

function discover(): array
{
    $metadata = ask(ISSUER . '/.well-known/openid-configuration');
    $is_safe = preg_match('~^(https://|http://localhost[:/])~', ISSUER) === 1; // http is for trying only
    return $is_safe && $metadata['issuer'] === ISSUER ? $metadata : throw new RuntimeException('not our issuer');
}

/** The claims of an ID token (OpenID Connect Core §3.1.3.7). The token never chooses its algorithm or its key. */
function id_token_claims(string $token, array $metadata, string $nonce): array
{
    [$head, $body, $signature] = explode('.', $token) + ['', '', ''];
    $header = json_decode(base64url_decode($head) ?? '', true);
    $claims = json_decode(base64url_decode($body) ?? '', true);
    $keys = ask($metadata['jwks_uri'])['keys'];
    $found = array_filter($keys, fn ($key) => $key['kid'] === ($header['kid'] ?? null) && $key['alg'] === 'ES256');
    $ok = $found !== []
        && ($header['alg'] ?? null) === 'ES256'
        && signature_holds("$head.$body", base64url_decode($signature), reset($found))
        && ($claims['iss'] ?? null) === ISSUER
        && ($claims['aud'] ?? null) === CLIENT_ID
        && hash_equals($nonce, text_of($claims, 'nonce'))
        && ($claims['exp'] ?? 0) > time() - 60;
    return $ok ? $claims : throw new RuntimeException('this ID token is not for us');
}

/** Trades the code for the tokens and the values; no more of them is kept than the form needs. */
function redeem(string $code, array $trip): array
{
    $metadata = discover();
    $tokens = ask($metadata['token_endpoint'], [
        'method' => 'POST',
        // RFC 6749 §2.3.1: both are form-encoded before they are joined.
        'header' => [
            'Content-Type: application/x-www-form-urlencoded',
            'Authorization: Basic ' . base64_encode(urlencode(CLIENT_ID) . ':' . urlencode(CLIENT_SECRET)),
        ],
        'content' => http_build_query([
            'grant_type' => 'authorization_code',
            'code' => $code,
            'redirect_uri' => ORIGIN . '/retour',
            'code_verifier' => $trip['verifier'],
        ]),
    ]);
    $claims = id_token_claims($tokens['id_token'], $metadata, $trip['nonce']);
    $values = ask($metadata['userinfo_endpoint'], ['header' => 'Authorization: Bearer ' . $tokens['access_token']]);
    if ($values['sub'] !== $claims['sub']) {
        throw new RuntimeException('these values are about somebody else');
    }
    return ['values' => array_filter(array_intersect_key($values, FIELDS), 'is_string')]
        + array_intersect_key($tokens, array_flip(['prefill_token', 'id_token', 'display_name']));
}

function go(string $url, array $query = []): void
{
    header("Location: $url" . ($query === [] ? '' : '?' . http_build_query($query)), true, 303);
}

function start_login(): void
{
    try {
        $endpoint = discover()['authorization_endpoint'];
    } catch (Throwable $error) {
        note($error);
        show_form(503, BY_HAND, typed());
        return;
    }
    $trip = array_map(fn () => base64url_encode(random_bytes(32)), ['state' => 0, 'nonce' => 0, 'verifier' => 0]);
    session_regenerate_id(true);
    $_SESSION = ['typed' => typed(), 'trip' => $trip, 'until' => time() + LIFETIME];
    go($endpoint, [
        'client_id' => CLIENT_ID,
        'redirect_uri' => ORIGIN . '/retour',
        'response_type' => 'code',
        'scope' => 'openid',
        'state' => $trip['state'],
        'nonce' => $trip['nonce'],
        'code_challenge' => base64url_encode(hash('sha256', $trip['verifier'], true)),
        'code_challenge_method' => 'S256',
    ]);
}

function come_back(): void
{
    $trip = $_SESSION['trip'] ?? null;
    // RFC 9207: the answer says who gives it. A forged one changes nothing: the true one may still come.
    if ($trip === null || !hash_equals($trip['state'], text_of($_GET, 'state')) || text_of($_GET, 'iss') !== ISSUER) {
        show_form(400, 'Cette réponse ne correspond à aucune connexion en cours. Le formulaire reste utilisable.');
        return;
    }
    try {
        $login = isset($_GET['error']) ? ['notice' => BY_HAND] : redeem(text_of($_GET, 'code'), $trip);
    } catch (Throwable $error) {
        note($error);
        $login = ['notice' => BY_HAND];
    }
    session_regenerate_id(true); // whoever knew the id before the login does not know it any more
    $_SESSION = $login + ['typed' => $_SESSION['typed'], 'until' => time() + LIFETIME];
    go(ORIGIN . '/');
}

/** Files a submission in a file of its own, under its number. One token, one submission: a name is given once. */
function file_submission(array $submission): string
{
    ['jti' => $jti, 'problems' => $problems] = ($submission['verdict'] ?? []) + ['jti' => null, 'problems' => []];
    $is_ours = preg_match('/^[\w-]{8,64}$/D', $jti ?? '') === 1 && !in_array('other_form', $problems, true);
    $number = $is_ours ? $jti : base64url_encode(random_bytes(12));
    $file = @fopen(SUBMISSIONS_DIR . "/$number.json", 'x');
    if ($file === false) {
        $submission['reused'] = true;
        $number .= '-' . base64url_encode(random_bytes(6));
        $file = @fopen(SUBMISSIONS_DIR . "/$number.json", 'x');
    }
    $json = json_encode($submission, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE);
    return $file && fwrite($file, $json) === strlen($json) ? $number : throw new RuntimeException('cannot file');
}

function submit(): void
{
    $submission = [
        'client_id' => CLIENT_ID,
        'prefill_token' => text_of($_POST, 'prefill_token', 70_000),
        'submitted' => typed(),
        'submitted_at' => gmdate('Y-m-d\TH:i:s\Z'),
    ];
    try {
        $submission['verdict'] = @ask_service(ISSUER, $submission);
    } catch (Throwable $error) {
        note($error);
        $submission['verdict'] = null; // nothing is said against the citizen: ask later, with the same submitted_at
    }
    try {
        $number = e(file_submission($submission));
    } catch (Throwable $error) {
        note($error);
        show_form(503, 'Votre demande n’a pas pu être enregistrée. Rien n’est perdu : réessayez.', typed());
        return;
    }
    unset($_SESSION['values'], $_SESSION['prefill_token'], $_SESSION['typed']);
    show_page(200, "<p role=\"status\">Votre demande est enregistrée sous le numéro $number.</p>");
}

function log_out(): void
{
    $query = ['id_token_hint' => $_SESSION['id_token'] ?? '', 'post_logout_redirect_uri' => ORIGIN . '/'];
    $_SESSION = [];
    session_regenerate_id(true);
    try {
        $query['id_token_hint'] === '' ? go($query['post_logout_redirect_uri']) : go(discover()['end_session_endpoint'], $query);
    } catch (Throwable $error) {
        note($error);
        show_form(503, 'Vous êtes déconnecté de ce site, mais peut-être pas de FranceConnect : fermez votre navigateur.');
    }
}

function e(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
}

function show_page(int $status, string $content): void
{
    http_response_code($status);
    header('Content-Type: text/html; charset=utf-8');
    header('Cache-Control: no-store');
    header('Referrer-Policy: same-origin');
    // No form-action here: browsers would hold the redirects to FranceConnect against it.
    header("Content-Security-Policy: default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
    $connected = isset($_SESSION['id_token'])
        ? '<form method="post" action="/deconnexion">Connecté avec FranceConnect : ' . e($_SESSION['display_name'])
            . ' <button>Se déconnecter</button></form>'
        : '';
    echo "<!doctype html>\n<html lang=\"fr\"><meta name=\"viewport\" content=\"width=device-width\"><title>Cantine</title>
<h1>Inscription à la cantine</h1>\n$connected\n$content\n";
}

/** The form: what was typed stays, else what FranceConnect certified; by hand where there is neither. */
function show_form(int $status, string $notice = '', ?array $typed = null): void
{
    $typed ??= $_SESSION['typed'] ?? [];
    $token = $_SESSION['prefill_token'] ?? '';
    $inputs = '';
    foreach (array_combine(LABELS, array_keys(FIELDS)) as $label => $name) {
        $value = e(($typed[$name] ?? '') !== '' ? $typed[$name] : $_SESSION['values'][$name] ?? '');
        $inputs .= '<p><label>' . $label . ' <input type="' . FIELDS[$name] . "\" name=\"$name\" maxlength=\"1000\" value=\"$value\"></label>\n";
    }
    $invitation = '<p><button formaction="/connexion" formnovalidate>S’identifier avec FranceConnect</button>
<p><a href="https://franceconnect.gouv.fr/">Qu’est-ce que FranceConnect ?</a>';
    show_page($status, '<p role="status">' . e($notice) . '</p>
<form method="post" action="/envoi">
<button hidden></button><!-- what the Enter key presses: never the way to FranceConnect -->
' . ($token === '' ? $invitation : '') . "\n$inputs
<input type=\"hidden\" name=\"prefill_token\" value=\"" . e($token) . '">
<p><button>Envoyer</button>
</form>');
}

session_start([
    'name' => str_starts_with(ORIGIN, 'https:') ? '__Host-session' : 'session', // __Host-: no subdomain can plant one
    'cookie_secure' => str_starts_with(ORIGIN, 'https:'),
    'cookie_httponly' => true,
    'cookie_samesite' => 'Lax',
    'use_strict_mode' => true,
]);
if (($_SESSION['until'] ?? 0) < time()) {
    $_SESSION = [];
}
if ($_SERVER['REQUEST_METHOD'] === 'POST' && ($_SERVER['HTTP_ORIGIN'] ?? ORIGIN) !== ORIGIN) {
    http_response_code(403); // another site's page posts here
    exit;
}
switch ($_SERVER['REQUEST_METHOD'] . ' ' . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    case 'GET /':
        $notice = $_SESSION['notice'] ?? '';
        unset($_SESSION['notice']);
        show_form(200, $notice);
        break;
    case 'POST /connexion':
        start_login();
        break;
    case 'GET /retour':
        come_back();
        break;
    case 'POST /envoi':
        submit();
        break;
    case 'POST /deconnexion':
        log_out();
        break;
    default:
        http_response_code(404);
}
