// Checks a prefill token, says which values came back as they were, and asks the service for the rest.
// Debian: apt-get install openjdk-17-jdk-headless libjackson2-databind-java
// Run: java -cp '/usr/share/java/*' Verify.java
// Java 17.0.3 or later: earlier ones of 15 to 17 take an all-zero signature for a good one (CVE-2022-21449).
// As a program it reads one JSON request a line and answers each with one line: see docs/verification.md.

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

public final class Verify {
    private static final Set<String> FORBIDDEN = Set.of("jwk", "jku", "x5u", "x5c", "crit", "b64");
    private static final int LARGEST_TOKEN = 64 * 1024;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** What a token is held against; {@code nonce} may be null. {@code submittedAt}: seconds since 1970. */
    public record Expected(
            String issuer, String clientId, double submittedAt, String nonce, Set<String> seen, boolean allowTest) {}

    public record Answer(boolean valid, List<String> problems, String jti, List<String> unchanged) {
        static Answer unproven(String problem) {
            return new Answer(false, List.of(problem), null, List.of());
        }
    }

    /** A token whose signature holds, and the key that it holds under; of any other only the problem. */
    private record Opened(JsonNode claims, JsonNode key, String problem) {
        static Opened not(String problem) {
            return new Opened(null, null, problem);
        }
    }

    /** The published keys. Keep them for ten minutes, and fetch again before you refuse an unknown kid. */
    public static JsonNode fetchKeys(String issuer) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(issuer + "/jwks/history"))).get("keys");
    }

    /** Labels a submission, and never refuses. */
    public static Answer verify(String token, JsonNode submitted, JsonNode keys, Expected expected) {
        Opened opened = open(token, keys);
        if (opened.problem() != null) return Answer.unproven(opened.problem());
        // Whoever stole the key may date a token as they like.
        if (opened.key().has("revoked_at")) return Answer.unproven("revoked_key");
        JsonNode claims = opened.claims();
        List<String> problems = problemsOf(claims, opened.key(), expected);
        List<String> unchanged = new ArrayList<>();
        if (!problems.contains("other_form"))
            claims.get("fields").fields().forEachRemaining(field -> {
                if (isUnchanged(field.getValue(), submitted.path(field.getKey()))) unchanged.add(field.getKey());
            });
        return new Answer(problems.isEmpty(), problems, claims.get("jti").textValue(), unchanged);
    }

    private static Opened open(String presented, JsonNode keys) {
        if (presented == null || presented.isBlank()) return Opened.not("missing");
        if (presented.length() > LARGEST_TOKEN) return Opened.not("tampered");
        String[] parts = presented.strip().split("\\.", -1);
        JsonNode header = readJson(parts[0]);
        if (header == null || !header.isObject()) return Opened.not("tampered");
        if (!isText(header, "typ", "prefill+jwt") || !isText(header, "alg", "ES256")) return Opened.not("wrong_type");
        if (parts.length != 3 || FORBIDDEN.stream().anyMatch(header::has)) return Opened.not("tampered");
        // The key is looked up among ours and must be of the pinned algorithm; a token never brings one along.
        for (JsonNode key : keys)
            if (key.get("kid").equals(header.get("kid")) && isText(key, "alg", "ES256")) {
                if (!signatureHolds(parts, key)) break;
                JsonNode claims = readJson(parts[1]);
                return hasRightShape(claims) ? new Opened(claims, key, null) : Opened.not("tampered");
            }
        return Opened.not("tampered");
    }

    private static boolean signatureHolds(String[] parts, JsonNode key) {
        try {
            // r and s of 32 bytes each (RFC 7518 §3.4), not the DER of SHA256withECDSA.
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(publicKey(key));
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException error) {
            return false;
        }
    }

    private static PublicKey publicKey(JsonNode key) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(number(key, "x"), number(key, "y"));
        ECParameterSpec parameters = curve.getParameterSpec(ECParameterSpec.class);
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, parameters));
    }

    private static BigInteger number(JsonNode key, String member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.get(member).textValue()));
    }

    private static JsonNode readJson(String part) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException | IllegalArgumentException error) {
            return null;
        }
    }

    private static boolean isText(JsonNode node, String member, String text) {
        return text.equals(node.path(member).textValue());
    }

    private static boolean hasRightShape(JsonNode claims) {
        return claims != null
                && List.of("iss", "aud", "sub", "jti").stream().allMatch(name -> claims.path(name).isTextual())
                && List.of("iat", "exp").stream().allMatch(name -> claims.path(name).isIntegralNumber())
                && (isText(claims, "environment", "real") || isText(claims, "environment", "test"))
                && claims.path("canon").asInt() == 1
                && claims.path("fields").isObject();
    }

    private static List<String> problemsOf(JsonNode claims, JsonNode key, Expected expected) {
        long iat = claims.get("iat").longValue();
        double at = expected.submittedAt();
        boolean ours = isText(claims, "iss", expected.issuer()) && isText(claims, "aud", expected.clientId());
        boolean inPeriod = iat >= key.get("valid_from").longValue()
                && iat <= key.path("valid_until").asLong(Long.MAX_VALUE);
        List<String> found = new ArrayList<>();
        if (at < iat - 60 || at > claims.get("exp").longValue()) found.add("expired");
        if (!inPeriod) found.add("retired_key");
        if (!ours) found.add("other_form");
        if (expected.nonce() != null && !isText(claims, "nonce", expected.nonce())) found.add("other_nonce");
        if (ours && expected.seen().contains(claims.get("jti").textValue())) found.add("reused");
        if (isText(claims, "environment", "test") && !expected.allowTest()) found.add("test_token");
        return found;
    }

    /** Whether a field came back as it was; « no » means: ask /verify, it may be the same in another writing. */
    private static boolean isUnchanged(JsonNode field, JsonNode submitted) {
        List<String> values = texts(submitted).stream().filter(value -> !isBlank(value)).toList();
        JsonNode value = field.get("value");
        if (values.isEmpty() || value.isNull()) return false;
        if (value.isArray()) return values.equals(texts(value));
        if (isText(field, "type", "boolean")) values = values.subList(values.size() - 1, values.size());
        return values.stream().allMatch(one -> one.equals(value.asText()) || isText(field, "text", one));
    }

    private static List<String> texts(JsonNode node) {
        if (!node.isArray()) return node.isValueNode() && !node.isNull() ? List.of(node.asText()) : List.of();
        return StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList();
    }

    // Java's own isBlank() takes a no-break space for something written.
    private static boolean isBlank(String text) {
        return text.replace('\u00a0', ' ').isBlank();
    }

    /** The service's own verdict on every field, other writings included. */
    public static JsonNode askService(String issuer, ObjectNode question) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(issuer + "/verify"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(question))));
    }

    private static JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                HTTP.send(request.timeout(Duration.ofSeconds(5)).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) throw new IOException("answered " + response.statusCode());
        return JSON.readTree(response.body());
    }

    private static ObjectNode answerLine(JsonNode request) throws IOException, InterruptedException {
        String issuer = request.get("issuer").textValue();
        Expected expected = new Expected(
                issuer,
                request.get("client_id").textValue(),
                OffsetDateTime.parse(request.get("submitted_at").textValue()).toEpochSecond(),
                request.path("nonce").textValue(),
                Set.copyOf(texts(request.path("seen"))),
                request.path("allow_test").booleanValue());
        JsonNode keys = request.has("keys") ? request.get("keys") : fetchKeys(issuer);
        Answer answer = verify(request.get("prefill_token").textValue(), request.get("submitted"), keys, expected);
        ObjectNode line = JSON.valueToTree(answer);
        if (request.path("ask").booleanValue()) {
            ObjectNode question = request.deepCopy();
            question.retain("client_id", "prefill_token", "submitted", "submitted_at", "nonce");
            line.set("verdict", askService(issuer, question));
        }
        return line;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = in.readLine(); line != null; line = in.readLine())
            out.println(JSON.writeValueAsString(answerLine(JSON.readTree(line))));
    }
}
