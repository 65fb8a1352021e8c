<?php
// Checks a prefill token, says which values came back as they were, and asks the service for the rest.
// Debian: apt-get install php-cli (openssl and json are built in). PHP 8.1 or later.
// As a program it reads one JSON request a line and answers each with one line: see docs/verification.md.
declare(strict_types=1);

const FORBIDDEN = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64'];
const LARGEST_TOKEN = 64 * 1024;

/** The published keys. Keep them for ten minutes, and fetch again before you refuse an unknown kid. */
function fetch_keys(string $issuer): array
{
    $context = stream_context_create(['http' => ['timeout' => 5]]);
    $answer = file_get_contents("$issuer/jwks/history", false, $context);
    if ($answer === false) {
        throw new RuntimeException('the keys cannot be fetched: ask again later');
    }
    return json_decode($answer, true, 32, JSON_THROW_ON_ERROR)['keys'];
}

function base64url_decode(string $text): ?string
{
    if (preg_match('/^[A-Za-z0-9_-]*$/D', $text) !== 1) {
        return null;
    }
    $bytes = base64_decode(strtr($text, '-_', '+/'), true);
    return $bytes === false ? null : $bytes;
}

/** An EC public key as OpenSSL reads it: what stands before the point is the same for every P-256 key. */
function pem_of(array $jwk): string
{
    $prefix = hex2bin('3059301306072a8648ce3d020106082a8648ce3d03010703420004');
    $der = $prefix . base64url_decode($jwk['x']) . base64url_decode($jwk['y']);
    return "-----BEGIN PUBLIC KEY-----\n" . chunk_split(base64_encode($der), 64, "\n") . "-----END PUBLIC KEY-----\n";
}

/** r and s of 32 bytes each (RFC 7518 §3.4), as the DER sequence that OpenSSL verifies. */
function der_of(string $signature): string
{
    $numbers = '';
    foreach (str_split($signature, 32) as $bytes) {
        $number = ltrim($bytes, "\0");
        if ($number === '' || ord($number[0]) >= 0x80) {
            $number = "\0" . $number;
        }
        $numbers .= "\x02" . chr(strlen($number)) . $number;
    }
    return "\x30" . chr(strlen($numbers)) . $numbers;
}

function signature_holds(string $input, ?string $signature, array $jwk): bool
{
    return $signature !== null
        && strlen($signature) === 64
        && openssl_verify($input, der_of($signature), pem_of($jwk), OPENSSL_ALGO_SHA256) === 1;
}

/** [claims, key] of a token whose signature holds; [null, problem] of any other. */
function open_token(mixed $token, array $keys): array
{
    if ($token === null) {
        return [null, 'missing'];
    }
    if (!is_string($token) || strlen($token) > LARGEST_TOKEN) {
        return [null, 'tampered'];
    }
    $token = trim($token);
    if ($token === '') {
        return [null, 'missing'];
    }
    $parts = explode('.', $token);
    $header = json_decode(base64url_decode($parts[0]) ?? '', true);
    if (!is_array($header)) {
        return [null, 'tampered'];
    }
    if (($header['typ'] ?? null) !== 'prefill+jwt' || ($header['alg'] ?? null) !== 'ES256') {
        return [null, 'wrong_type'];
    }
    if (count($parts) !== 3 || array_intersect_key(array_flip(FORBIDDEN), $header) !== []) {
        return [null, 'tampered'];
    }
    // The key is looked up among ours and must be of the pinned algorithm; a token never brings one along.
    $found = array_filter($keys, fn ($key) => $key['kid'] === ($header['kid'] ?? null) && $key['alg'] === 'ES256');
    $key = reset($found);
    if ($key === false || !signature_holds("$parts[0].$parts[1]", base64url_decode($parts[2]), $key)) {
        return [null, 'tampered'];
    }
    $claims = json_decode(base64url_decode($parts[1]) ?? '', true);
    return has_right_shape($claims) ? [$claims, $key] : [null, 'tampered'];
}

function has_right_shape(mixed $claims): bool
{
    if (!is_array($claims)) {
        return false;
    }
    foreach (['iss' => 'string', 'aud' => 'string', 'sub' => 'string', 'jti' => 'string', 'iat' => 'integer', 'exp' => 'integer', 'fields' => 'array'] as $name => $type) {
        if (gettype($claims[$name] ?? null) !== $type) {
            return false;
        }
    }
    return ($claims['canon'] ?? null) === 1 && in_array($claims['environment'] ?? null, ['real', 'test'], true);
}

/**
 * Everything wrong with a proven token.
 * @param array $expected issuer, client_id, submitted_at (seconds since 1970, when the form came in), and
 *   where you have them nonce, seen (earlier jti), allow_test
 */
function problems_of(array $claims, array $key, array $expected): array
{
    $ours = $claims['iss'] === $expected['issuer'] && $claims['aud'] === $expected['client_id'];
    $nonce = $expected['nonce'] ?? null;
    $found = [
        'expired' => $expected['submitted_at'] < $claims['iat'] - 60 || $expected['submitted_at'] > $claims['exp'],
        'retired_key' => $claims['iat'] < $key['valid_from'] || $claims['iat'] > ($key['valid_until'] ?? PHP_INT_MAX),
        'other_form' => !$ours,
        'other_nonce' => $nonce !== null && ($claims['nonce'] ?? null) !== $nonce,
        'reused' => $ours && in_array($claims['jti'], $expected['seen'] ?? [], true),
        'test_token' => $claims['environment'] === 'test' && !($expected['allow_test'] ?? false),
    ];
    return array_keys(array_filter($found));
}

function written(mixed $value): string
{
    return is_bool($value) ? ($value ? 'true' : 'false') : (string) $value;
}

/** Whether a field came back as it was; « no » means: ask /verify, it may be the same in another writing. */
function is_unchanged(array $field, mixed $submitted): bool
{
    $values = array_map('strval', array_filter((array) $submitted, 'is_scalar'));
    $values = array_values(array_filter($values, fn ($value) => preg_match('/^\s*$/Du', $value) === 0));
    if ($values === [] || $field['value'] === null) {
        return false;
    }
    if (is_array($field['value'])) {
        return $values === $field['value'];
    }
    if ($field['type'] === 'boolean') {
        $values = array_slice($values, -1);
    }
    return array_diff($values, [written($field['value']), $field['text'] ?? written($field['value'])]) === [];
}

/** [valid, problems, jti, unchanged]: labels, and never refuses. */
function verify_prefill(mixed $token, array $submitted, array $keys, array $expected): array
{
    [$claims, $key] = open_token($token, $keys);
    if ($claims === null) {
        return ['valid' => false, 'problems' => [$key], 'jti' => null, 'unchanged' => []];
    }
    // Whoever stole the key may date a token as they like.
    if (isset($key['revoked_at'])) {
        return ['valid' => false, 'problems' => ['revoked_key'], 'jti' => null, 'unchanged' => []];
    }
    $problems = problems_of($claims, $key, $expected);
    $fields = in_array('other_form', $problems, true) ? [] : $claims['fields'];
    $unchanged = array_filter($fields, fn ($field, $name) => is_unchanged($field, $submitted[$name] ?? null), ARRAY_FILTER_USE_BOTH);
    return ['valid' => $problems === [], 'problems' => $problems, 'jti' => $claims['jti'], 'unchanged' => array_keys($unchanged)];
}

/** The service's own verdict on every field, other writings included. */
function ask_service(string $issuer, array $question): array
{
    $context = stream_context_create(['http' => [
        'method' => 'POST',
        'header' => 'Content-Type: application/json',
        'content' => json_encode($question, JSON_THROW_ON_ERROR),
        'timeout' => 5,
    ]]);
    $answer = file_get_contents("$issuer/verify", false, $context);
    if ($answer === false) {
        throw new RuntimeException('the service does not answer: ask again later, with the same submitted_at');
    }
    return json_decode($answer, true, 32, JSON_THROW_ON_ERROR);
}

function answer_line(string $line): array
{
    $request = json_decode($line, true, 64, JSON_THROW_ON_ERROR);
    $keys = $request['keys'] ?? fetch_keys($request['issuer']);
    $expected = ['submitted_at' => (new DateTimeImmutable($request['submitted_at']))->getTimestamp()] + $request;
    $answer = verify_prefill($request['prefill_token'], $request['submitted'], $keys, $expected);
    if ($request['ask'] ?? false) {
        $asked = array_intersect_key($request, array_flip(['client_id', 'prefill_token', 'submitted_at', 'nonce']));
        // An empty PHP array would become a JSON list.
        $answer['verdict'] = ask_service($request['issuer'], $asked + ['submitted' => (object) $request['submitted']]);
    }
    return $answer;
}

if (PHP_SAPI === 'cli' && realpath($_SERVER['SCRIPT_FILENAME']) === __FILE__) {
    while (($line = fgets(STDIN)) !== false) {
        echo json_encode(answer_line($line), JSON_THROW_ON_ERROR), "\n";
    }
}
