// The forms of the demonstration, so that every example can be sent as it stands.
export const publicClient = 'demo-cantine'
export const publicRedirect = 'http://localhost:8080/cantine'
export const confidentialClient = 'demo-etat-civil'
export const confidentialRedirect = 'http://localhost:8080/etat-civil/retour'

export const confidentialSecret = 'demo-secret-of-the-civil-status-form'

// Letters and dashes are themselves when form-encoded (RFC 6749 §2.3.1).
const credentials = `${confidentialClient}:${confidentialSecret}`
export const basicAuthorization = `Basic ${Buffer.from(credentials).toString('base64')}`

// RFC 7636 Appendix B.
export const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
export const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

// What only a login gives stands here for what yours gave.
export const code = 'wVJpZzCd1bT1gEJ3rU8q0R4vQH7m2sX5yKfN6aLtOcI'
export const accessToken = 'Zq3Yh1pR7nB2tK9wX0cVf5sJ8uL4mD6gAeHiOyTbNrE'
export const prefillToken = 'eyJhbGciOiJFUzI1NiIsInR5cCI6InByZWZpbGwrand0In0.e30.AAAA'

export const lostPage = '0123456789abcdef0123456789abcdef'
