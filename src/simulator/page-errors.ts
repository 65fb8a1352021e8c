/** An error that ends on a page of FranceConnect, and what the relying party hears if the citizen takes the link back. */
export interface PageError {
  status: number
  sentence: string
  back?: { error: string; description: string }
}

const aborted = { error: 'access_denied', description: 'user authentication aborted' }
const technical = 'authentication aborted due to a technical error on the authorization server'
const unavailable = { error: 'temporarily_unavailable', description: technical }
const broken = { error: 'server_error', description: technical }

const toClose = 'Une erreur technique est survenue. Fermez cet onglet et reconnectez-vous.'
const sessionLost = 'Votre session a expiré ou n’est plus valable. Reconnectez-vous.'
const badService =
  'Le service d’où vous venez n’a pas pu être reconnu. Réessayez plus tard ou prévenez-le.'
const identityTrouble = 'Vos données d’identité ne permettent pas d’aboutir à une connexion.'
const later = 'Une erreur technique est survenue. Réessayez plus tard.'

/** FranceConnect's codes with their HTTP status; the sentences are ours. */
const pageErrors: Readonly<Record<string, PageError>> = {
  Y000000: { status: 500, sentence: later, back: broken },
  Y000400: { status: 400, sentence: later },
  Y000404: { status: 404, sentence: 'Cette page n’existe pas.' },
  Y010004: { status: 403, sentence: identityTrouble, back: aborted },
  Y010007: { status: 403, sentence: identityTrouble, back: aborted },
  Y010008: { status: 403, sentence: identityTrouble, back: aborted },
  Y010011: { status: 504, sentence: later, back: unavailable },
  Y010012: { status: 504, sentence: later, back: unavailable },
  Y010015: { status: 403, sentence: identityTrouble, back: aborted },
  Y030007: { status: 400, sentence: badService },
  Y040001: { status: 400, sentence: toClose },
  Y043310B: { status: 400, sentence: toClose },
  Y045AFAE: { status: 400, sentence: toClose },
  Y0467882: { status: 400, sentence: toClose },
  Y04C013C: { status: 400, sentence: badService },
  Y04CFAEF: { status: 400, sentence: toClose },
  Y04EA6EF: { status: 400, sentence: badService },
  Y04FEDB9: { status: 400, sentence: toClose },
  Y100009: { status: 400, sentence: toClose },
  Y190001: { status: 401, sentence: sessionLost, back: aborted },
  Y190004: { status: 409, sentence: sessionLost, back: aborted },
  Y470001: { status: 401, sentence: sessionLost, back: broken },
  Y600006: { status: 400, sentence: toClose, back: broken },
}

/** What a code stands for; an unknown one is an ordinary protocol error. */
export function pageError(code: string): PageError {
  return pageErrors[code] ?? { status: 400, sentence: toClose }
}
