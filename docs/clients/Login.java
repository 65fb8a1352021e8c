// A form whose server logs citizens in (OpenID Connect: code flow, PKCE) and renders it filled with what FranceConnect
// certified. No JavaScript in the page. Explained, in French, in docs/guide/serveur.md.
// Debian: apt-get install default-jdk-headless libjackson2-databind-java. Environment: ISSUER, CLIENT_ID, CLIENT_SECRET,
// ORIGIN (of this form, as citizens see it) and SUBMISSIONS_DIR (where submissions are filed: nothing that a web server
// serves). Try it: java -Dfile.encoding=UTF-8 -cp '/usr/share/java/*' Login.java
// Java 17.0.3 or later: earlier ones of 15 to 17 take an all-zero signature for a good one (CVE-2022-21449).
// Sessions are in this process: with several, take your framework's. Register ORIGIN/retour as redirect URI and ORIGIN/
// as post-logout redirect URI; ID tokens are expected in ES256.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

public final class Login {
    private static final String ISSUER = setting("ISSUER");
    private static final String CLIENT_ID = setting("CLIENT_ID");
    private static final String CLIENT_SECRET = setting("CLIENT_SECRET");
    private static final String ORIGIN = setting("ORIGIN");
    private static final Path SUBMISSIONS_DIR = Path.of(setting("SUBMISSIONS_DIR"));
    private static final boolean IS_HTTPS = ORIGIN.startsWith("https:");
    // __Host-: no subdomain can plant one.
    private static final String COOKIE = IS_HTTPS ? "__Host-session" : "session";
    private static final List<Field> FIELDS = List.of(
            new Field("nom", "Nom de naissance", "text"),
            new Field("premier_prenom", "Prénom", "text"),
            new Field("ne_le", "Date de naissance", "date"),
            new Field("courriel", "Adresse électronique", "email"));
    private static final String BY_HAND =
            "La connexion n’a pas abouti. Rien n’est perdu : vous pouvez remplir le formulaire vous-même.";
    private static final Duration LIFETIME = Duration.ofHours(1); // for which a citizen's values stay in the session
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Map<String, Session> SESSIONS = new ConcurrentHashMap<>();

    private record Field(String name, String label, String type) {}

    /** What the answer to a login under way is held against. */
    private record Trip(String state, String nonce, String verifier) {}

    /** What is kept of a login: no more than the form needs. After submission only the last two. */
    private record Citizen(Map<String, String> values, String prefillToken, String idToken, String displayName) {}

    private record Session(
            String id, Instant until, Map<String, String> typed, Trip trip, Citizen citizen, String notice) {
        static final Session NONE = new Session(null, null, Map.of(), null, null, "");

        Session with(Map<String, String> typed, Trip trip, Citizen citizen, String notice) {
            return new Session(id, until, typed, trip, citizen, notice);
        }
    }

    private record Page(int status, String body, String location, String cookie) {}

    /** For whoever runs this: what went wrong, and nothing about whom. Jackson's messages quote what they read. */
    private static void note(Exception error) {
        String reason = error.getClass() == IOException.class ? error.getMessage() : error.getClass().getName();
        System.err.println("failed: " + reason);
    }

    private static String setting(String name) {
        return Objects.requireNonNull(System.getenv(name), name + " is missing from the environment");
    }

    private static String randomText(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return base64url(random);
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    private static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Name → value; what comes twice counts as absent. */
    private static Map<String, String> decode(String text) {
        Map<String, String> found = new HashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            String[] parts = pair.split("=", 2);
            found.merge(
                    URLDecoder.decode(parts[0], UTF_8),
                    URLDecoder.decode(parts.length == 2 ? parts[1] : "", UTF_8),
                    (first, second) -> "");
        }
        return found;
    }

    private static JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = HTTP.send(request.timeout(Duration.ofSeconds(5)).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) throw new IOException("answered " + response.statusCode());
        return JSON.readTree(response.body());
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address));
    }

    private static JsonNode discover() throws IOException, InterruptedException {
        // http is for trying only.
        boolean isSafe = ISSUER.startsWith("https://") || ISSUER.matches("http://localhost[:/].*");
        JsonNode metadata = ask(request(ISSUER + "/.well-known/openid-configuration"));
        if (!isSafe || !ISSUER.equals(metadata.path("issuer").textValue())) throw new IOException("not our issuer");
        return metadata;
    }

    /** The claims of an ID token (OpenID Connect Core §3.1.3.7). The token never chooses its algorithm or its key. */
    private static JsonNode idTokenClaims(String token, JsonNode metadata, String nonce)
            throws IOException, InterruptedException, GeneralSecurityException {
        String[] parts = token.split("\\.", -1);
        JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        boolean isSigned = false;
        for (JsonNode key : ask(request(metadata.get("jwks_uri").textValue())).get("keys"))
            if (key.get("kid").equals(header.get("kid")) && "ES256".equals(key.path("alg").textValue()))
                isSigned = "ES256".equals(header.path("alg").textValue()) && signatureHolds(parts, key);
        if (!isSigned
                || !ISSUER.equals(claims.path("iss").textValue())
                || !CLIENT_ID.equals(claims.path("aud").textValue())
                || !isSame(nonce, claims.path("nonce").asText())
                || claims.path("exp").asLong() <= Instant.now().getEpochSecond() - 60)
            throw new IOException("this ID token is not for us");
        return claims;
    }

    private static boolean signatureHolds(String[] parts, JsonNode key) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(number(key, "x"), number(key, "y"));
        PublicKey publicKey = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
        // r and s of 32 bytes each (RFC 7518 §3.4), not the DER of SHA256withECDSA.
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(publicKey);
        signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
        return parts.length == 3 && signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static BigInteger number(JsonNode key, String member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.get(member).textValue()));
    }

    /** Trades the code for the tokens and the values. */
    private static Citizen redeem(String code, Trip trip)
            throws IOException, InterruptedException, GeneralSecurityException {
        JsonNode metadata = discover();
        // RFC 6749 §2.3.1: both are form-encoded before they are joined.
        String basic = URLEncoder.encode(CLIENT_ID, UTF_8) + ":" + URLEncoder.encode(CLIENT_SECRET, UTF_8);
        Map<String, String> grant = Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", ORIGIN + "/retour",
                "code_verifier", trip.verifier());
        JsonNode tokens = ask(request(metadata.get("token_endpoint").textValue())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(UTF_8)))
                .POST(BodyPublishers.ofString(encode(grant))));
        String idToken = tokens.get("id_token").textValue();
        JsonNode claims = idTokenClaims(idToken, metadata, trip.nonce());
        JsonNode values = ask(request(metadata.get("userinfo_endpoint").textValue())
                .header("Authorization", "Bearer " + tokens.get("access_token").textValue()));
        if (!values.get("sub").equals(claims.get("sub"))) throw new IOException("these values are about somebody else");
        Map<String, String> kept = new HashMap<>();
        for (Field field : FIELDS) kept.put(field.name(), values.path(field.name()).asText(""));
        return new Citizen(
                kept, tokens.get("prefill_token").textValue(), idToken, tokens.get("display_name").textValue());
    }

    private static Session sessionOf(HttpExchange exchange) {
        String cookies = exchange.getRequestHeaders().getOrDefault("Cookie", List.of("")).get(0);
        return Stream.of(cookies.split("; "))
                .filter(pair -> pair.startsWith(COOKIE + "="))
                .map(pair -> SESSIONS.get(pair.substring(COOKIE.length() + 1)))
                .filter(session -> session != null && session.until().isAfter(Instant.now()))
                .findFirst()
                .orElse(Session.NONE);
    }

    /** Keeps a session under a new id, and gives its cookie: whoever knew the old id does not know it any more. */
    private static String renew(Session session) {
        Instant now = Instant.now();
        if (session.id() != null) SESSIONS.remove(session.id());
        SESSIONS.values().removeIf(one -> !one.until().isAfter(now));
        if (SESSIONS.size() >= 10_000) throw new IllegalStateException("too many sessions");
        String id = randomText(32);
        SESSIONS.put(id, new Session(
                id, now.plus(LIFETIME), session.typed(), session.trip(), session.citizen(), session.notice()));
        return COOKIE + "=" + id + "; Path=/; HttpOnly; SameSite=Lax" + (IS_HTTPS ? "; Secure" : "");
    }

    private static Page startLogin(Session session, Map<String, String> posted) {
        Trip trip = new Trip(randomText(32), randomText(32), randomText(32));
        Map<String, String> typed = typedIn(posted);
        try {
            String endpoint = discover().get("authorization_endpoint").textValue();
            byte[] challenge = MessageDigest.getInstance("SHA-256").digest(trip.verifier().getBytes(UTF_8));
            Map<String, String> query = Map.of(
                    "client_id", CLIENT_ID,
                    "redirect_uri", ORIGIN + "/retour",
                    "response_type", "code",
                    "scope", "openid",
                    "state", trip.state(),
                    "nonce", trip.nonce(),
                    "code_challenge", base64url(challenge),
                    "code_challenge_method", "S256");
            return go(endpoint + "?" + encode(query), renew(session.with(typed, trip, null, "")));
        } catch (Exception error) {
            note(error);
            return form(503, session.with(typed, session.trip(), session.citizen(), BY_HAND));
        }
    }

    private static Page comeBack(Session session, Map<String, String> query) {
        Trip trip = session.trip();
        Session under = session.with(session.typed(), null, null, "");
        // RFC 9207: the answer says who gives it. A forged one changes nothing: the true one may still come.
        if (trip == null
                || !isSame(trip.state(), query.getOrDefault("state", ""))
                || !ISSUER.equals(query.get("iss"))
                || !SESSIONS.replace(session.id(), session, under)) {
            String notice = "Cette réponse ne correspond à aucune connexion en cours. Le formulaire reste utilisable.";
            return form(400, session.with(session.typed(), trip, session.citizen(), notice));
        }
        Session after = under.with(under.typed(), null, null, BY_HAND);
        try {
            if (!query.containsKey("error"))
                after = under.with(under.typed(), null, redeem(query.getOrDefault("code", ""), trip), "");
        } catch (Exception error) {
            note(error); // the citizen fills the form by hand
        }
        return go(ORIGIN + "/", renew(after));
    }

    private static Page submit(Session session, Map<String, String> posted) {
        Map<String, String> typed = typedIn(posted);
        ObjectNode submission = JSON.createObjectNode()
                .put("client_id", CLIENT_ID)
                .put("prefill_token", posted.getOrDefault("prefill_token", ""))
                .put("submitted_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        submission.set("submitted", JSON.valueToTree(typed));
        try {
            submission.set("verdict", ask(request(ISSUER + "/verify")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(submission.toString()))));
        } catch (Exception error) {
            note(error);
            submission.putNull("verdict"); // nothing is said against the citizen: ask later, with the same submitted_at
        }
        try {
            String number = file(submission);
            Citizen citizen = session.citizen();
            Citizen known = citizen == null ? null : new Citizen(Map.of(), "", citizen.idToken(), citizen.displayName());
            Session after = session.with(Map.of(), session.trip(), known, "");
            if (session.id() != null) SESSIONS.replace(session.id(), after);
            return page(200, after, "<p role=\"status\">Votre demande est enregistrée sous le numéro " + number + ".</p>");
        } catch (IOException error) {
            note(error);
            String notice = "Votre demande n’a pas pu être enregistrée. Rien n’est perdu : réessayez.";
            return form(503, session.with(typed, session.trip(), session.citizen(), notice));
        }
    }

    /** Files a submission in a file of its own, under its number. One token, one submission: a name is given once. */
    private static String file(ObjectNode submission) throws IOException {
        JsonNode verdict = submission.get("verdict");
        String jti = verdict.path("jti").asText("");
        boolean isOurs = jti.matches("[\\w-]{8,64}") && !verdict.path("problems").toString().contains("\"other_form\"");
        String number = isOurs ? jti : randomText(12);
        try {
            write(number, submission);
        } catch (FileAlreadyExistsException error) {
            number += "-" + randomText(6);
            write(number, submission.put("reused", true));
        }
        return number;
    }

    private static void write(String number, ObjectNode submission) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel file = FileChannel.open(SUBMISSIONS_DIR.resolve(number + ".json"), options, ownerOnly)) {
            file.write(UTF_8.encode(submission.toString()));
        }
    }

    private static Page logOut(Session session) {
        if (session.id() != null) SESSIONS.remove(session.id());
        if (session.citizen() == null) return go(ORIGIN + "/", null);
        Map<String, String> query = Map.of(
                "id_token_hint", session.citizen().idToken(), "post_logout_redirect_uri", ORIGIN + "/");
        try {
            return go(discover().get("end_session_endpoint").textValue() + "?" + encode(query), null);
        } catch (Exception error) {
            note(error);
            return form(503, Session.NONE.with(Map.of(), null, null,
                    "Vous êtes déconnecté de ce site, mais peut-être pas de FranceConnect : fermez votre navigateur."));
        }
    }

    private static Map<String, String> typedIn(Map<String, String> posted) {
        Map<String, String> typed = new LinkedHashMap<>();
        for (Field field : FIELDS) {
            String text = posted.getOrDefault(field.name(), "");
            typed.put(field.name(), text.substring(0, Math.min(1000, text.length())));
        }
        return typed;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;").replace("'", "&#39;");
    }

    private static Page go(String location, String cookie) {
        return new Page(303, "", location, cookie);
    }

    private static Page page(int status, Session session, String content) {
        String connected = session.citizen() == null ? "" : """
                <form method="post" action="/deconnexion">Connecté avec FranceConnect : %s
                <button>Se déconnecter</button></form>""".formatted(escape(session.citizen().displayName()));
        return new Page(status, """
                <!doctype html>
                <html lang="fr"><meta name="viewport" content="width=device-width"><title>Cantine</title>
                <h1>Inscription à la cantine</h1>
                %s
                %s
                """.formatted(connected, content), null, null);
    }

    /** The form: what was typed stays, else what FranceConnect certified; by hand where there is neither. */
    private static Page form(int status, Session session) {
        Map<String, String> values = session.citizen() == null ? Map.of() : session.citizen().values();
        String token = session.citizen() == null ? "" : session.citizen().prefillToken();
        String inputs = FIELDS.stream().map(field -> {
            String typed = session.typed().getOrDefault(field.name(), "");
            String value = typed.isEmpty() ? values.getOrDefault(field.name(), "") : typed;
            return "<p><label>%s <input type=\"%s\" name=\"%s\" maxlength=\"1000\" value=\"%s\"></label>\n"
                    .formatted(field.label(), field.type(), field.name(), escape(value));
        }).collect(Collectors.joining());
        String invitation = !token.isEmpty() ? "" : """
                <p><button formaction="/connexion" formnovalidate>S’identifier avec FranceConnect</button>
                <p><a href="https://franceconnect.gouv.fr/">Qu’est-ce que FranceConnect ?</a>""";
        return page(status, session, """
                <p role="status">%s</p>
                <form method="post" action="/envoi">
                <button hidden></button><!-- what the Enter key presses: never the way to FranceConnect -->
                %s
                %s
                <input type="hidden" name="prefill_token" value="%s">
                <p><button>Envoyer</button>
                </form>""".formatted(escape(session.notice()), invitation, inputs, escape(token)));
    }

    private static Page showForm(Session session) {
        Session after = session.with(session.typed(), session.trip(), session.citizen(), "");
        if (session.id() != null) SESSIONS.replace(session.id(), session, after);
        return form(200, session);
    }

    private static Page answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        byte[] body = exchange.getRequestBody().readNBytes(128 * 1024 + 1);
        if (body.length > 128 * 1024) return new Page(413, "", null, null);
        String origin = exchange.getRequestHeaders().getOrDefault("Origin", List.of(ORIGIN)).get(0);
        // Another site's page posts here.
        if (method.equals("POST") && !origin.equals(ORIGIN)) return new Page(403, "", null, null);
        Session session = sessionOf(exchange);
        return switch (method + " " + exchange.getRequestURI().getPath()) {
            case "GET /" -> showForm(session);
            case "POST /connexion" -> startLogin(session, decode(new String(body, UTF_8)));
            case "GET /retour" -> comeBack(session, decode(exchange.getRequestURI().getRawQuery()));
            case "POST /envoi" -> submit(session, decode(new String(body, UTF_8)));
            case "POST /deconnexion" -> logOut(session);
            default -> new Page(404, "", null, null);
        };
    }

    private static void handle(HttpExchange exchange) throws IOException {
        Page page;
        try {
            page = answer(exchange);
        } catch (RuntimeException error) {
            page = new Page(400, "", null, null);
        }
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/html; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("Referrer-Policy", "same-origin");
        // No form-action here: browsers would hold the redirects to FranceConnect against it.
        headers.set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
        if (page.location() != null) headers.set("Location", page.location());
        if (page.cookie() != null) headers.set("Set-Cookie", page.cookie());
        byte[] body = page.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
        server.createContext("/", Login::handle);
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.start();
    }
}
