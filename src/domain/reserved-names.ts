/**
 * Names that OpenID Connect and JWT registries give a meaning of their own (RFC 7519 §4.1, OpenID Connect
 * Core §2 and §5.1). `/userinfo` answers fields flat beside them, so a field may bear such a name only when
 * it is that very claim of FranceConnect, neither transformed nor put in the form's words.
 */
const registeredClaims: ReadonlySet<string> = new Set(
  `iss sub aud exp nbf iat jti nonce acr amr azp auth_time at_hash c_hash sid cnf name given_name family_name
   middle_name nickname preferred_username profile picture website email email_verified gender birthdate
   zoneinfo locale phone_number phone_number_verified address updated_at`.split(/\s+/),
)

// Names that the widget or the protocol uses on the form's page.
const ownNames: ReadonlySet<string> = new Set(['prefill_token', '__proto__', 'constructor'])

/** @returns why a field may not bear this name, or undefined where it may */
export function reservedName(field: string, from: string, isChanged: boolean): string | undefined {
  if (ownNames.has(field)) return `"${field}" is reserved`
  if (!registeredClaims.has(field)) return undefined
  if (from === `franceconnect.${field}` && !isChanged) return undefined
  return `"${field}" is a registered OpenID Connect claim with another meaning; choose another field name`
}
