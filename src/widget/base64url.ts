/** Bytes in base64url without padding (RFC 4648 §5). */
export function toBase64url(bytes: Uint8Array): string {
  const standard = btoa(String.fromCharCode(...bytes))
  return standard.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The UTF-8 text behind base64url. @throws where it is neither base64url nor UTF-8. */
export function textOfBase64url(encoded: string): string {
  const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}
