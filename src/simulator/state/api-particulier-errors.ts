/** An error of API Particulier, as its body says it. */
export interface ApiParticulierError {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly source: { readonly parameter: string } | null
  readonly meta: Readonly<Record<string, unknown>>
}

type Row = readonly [
  status: number,
  title: string,
  detail: string,
  more?: { parameter?: string; meta?: Readonly<Record<string, unknown>> },
]

const unauthorized = 'Accès non autorisé'
const unprocessable = 'Entité non traitable'
const notFound = 'Entité non trouvée'
/** How most agencies word that they know nothing. */
export const nothingKnown =
  "Le ou les paramètre(s) d'entrée n'existent pas, ne sont pas connus, ou ne comportent aucune information pour cet appel. Veuillez vérifier que votre recherche est couverte par le périmètre de l'API."
const absent = (agency: string): Row => [
  404,
  `Dossier allocataire absent ${agency}`,
  `Le dossier allocataire n'a pas été trouvé auprès de la ${agency}.`,
  { meta: { provider: agency } },
]

/** The errors that do not depend on who is behind the resource, in API Particulier's own words. */
const rows = {
  '00015': [
    409,
    'Conflit',
    "Une requête associé à votre jeton est déjà en cours de traitement pour ces paramètres. Veuillez attendre la fin du traitement avant d'effectuer une nouvelle requête.",
  ],
  '00100': [
    403,
    'Privilèges insuffisants',
    'Votre token est valide mais vos privilèges sont insuffisants. Listez vos privilèges sur /api/introspect',
    { parameter: 'token' },
  ],
  '00101': [
    401,
    'Interdit',
    "Votre token n'est pas valide ou n'est pas renseigné",
    { parameter: 'token' },
  ],
  '00203': [
    422,
    unprocessable,
    'Le paramètre recipient est obligatoire',
    { parameter: 'recipient' },
  ],
  '00210': [
    422,
    unprocessable,
    "Le paramètre recipient n'est pas un siret valide",
    { parameter: 'recipient' },
  ],
  '00353': [
    422,
    unprocessable,
    "L'année demandée n'est pas correctement formatée ou est dans le futur.",
  ],
  '00354': [422, unprocessable, 'Le mois demandé est incorrect ou est dans le futur.'],
  '00355': [
    422,
    "Impossible d'identifier l'allocataire",
    "Les paramètres fournis ne permettent pas d'identifier un allocataire.",
  ],
  '00356': [422, unprocessable, "L'année demandée doit être l'année en cours (N), N-1 ou N-2."],
  '00365': [422, unprocessable, "Le lieu de naissance n'est pas correctement formaté"],
  '00366': [
    422,
    unprocessable,
    'Un ou plusieurs paramètres de civilité ne sont pas correctement formatés',
    { meta: { provider_error_code: 40013, provider_error_message: 'Bad Request' } },
  ],
  '00368': [
    422,
    unprocessable,
    "L'année de campagne (campaignYear) n'est pas correctement formatée: doit être comprise entre 2021 et l'année courante - 1",
  ],
  '00391': [
    422,
    unprocessable,
    "Les paramètres d'identité correspondent à plusieurs personnes. Nous ne pouvons pas fournir les informations de service civique pour cet individu.",
  ],
  '00400': [422, unprocessable, "Le code pays INSEE n'est pas correctement formaté"],
  '00404': [404, 'Page non trouvée', "Cette adresse n'existe pas."],
  '00420': [422, unprocessable, 'Le nom de naissance est manquant'],
  '00421': [422, unprocessable, 'Le(s) prenom(s) est manquant'],
  '00425': [422, unprocessable, "La date de naissance n'est pas valide"],
  '00429': [429, 'Trop de requêtes', 'Vous avez effectué trop de requêtes'],
  '00430': [422, unprocessable, "L'immatriculation du véhicule est manquante"],
  '00501': [
    502,
    'Erreur réseau',
    "Problème de connexion au serveur distant. L'erreur peut venir soit du fournisseur, soit de API Entreprise. Il s'agit souvent d'une erreur temporaire.",
    { meta: { retry_in: 10 } },
  ],
  '10003': absent('MSA'),
  '23003': absent('CNAF'),
  '23502': [
    502,
    'Quotient familial manquant',
    'Le bénéficiaire a bien été trouvé mais la réponse du fournisseur de données ne retourne pas de quotient familial.',
    { meta: { provider: 'CNAF' } },
  ],
  '25003': [
    404,
    notFound,
    "Aucun étudiant n'a pu être trouvé avec les critères de recherche fournis.",
    { meta: { provider: 'MESRI' } },
  ],
  '26003': [404, notFound, nothingKnown, { meta: { provider: 'CNOUS' } }],
  '31003': [404, notFound, nothingKnown, { meta: { provider: 'GIP-MDS' } }],
  '35003': [
    404,
    'Allocataire non référencé',
    "L'allocataire n'est pas référencé auprès des caisses éligibles",
    { meta: { provider: 'CNAF & MSA' } },
  ],
  '37003': absent('CNAV'),
  '39003': [404, notFound, nothingKnown, { meta: { provider: 'DSNJ' } }],
  '39400': [
    422,
    'Age non pertinent pour le Service National',
    "L'age renseigné n'est pas compris entre 16 et 25 ans incluts, et n'est donc pas concerné par le Service National.",
    { meta: { provider: 'DSNJ' } },
  ],
  '40003': absent('RNCPS'),
  '42003': [404, notFound, nothingKnown, { meta: { provider: 'ANTS' } }],
  '42005': [
    404,
    'Identité non trouvée',
    'Immatriculation trouvée mais aucune identité ne correspond',
    { meta: { provider: 'ANTS' } },
  ],
  '50001': [401, unauthorized, "Le jeton d'accès est mal formaté."],
  '50002': [401, unauthorized, "Le jeton d'accès n'a pas été trouvé ou est expiré."],
  '50999': [
    502,
    'Erreur inconnue du fournisseur de données',
    "La réponse retournée par le fournisseur de données est invalide et inconnue de notre service. L'équipe technique a été notifiée de cette erreur pour investigation.",
    { meta: { provider: 'FranceConnect' } },
  ],
} as const satisfies Readonly<Record<string, Row>>

export type ApiParticulierCode = keyof typeof rows

export const apiParticulierCodes = Object.keys(rows) as [
  ApiParticulierCode,
  ...ApiParticulierCode[],
]

/** One of API Particulier's errors by its code. */
export function apiParticulierError(code: ApiParticulierCode): ApiParticulierError {
  const [status, title, detail, more = {}]: Row = rows[code]
  const { parameter, meta = {} } = more
  return { status, code, title, detail, source: parameter ? { parameter } : null, meta }
}

/** The body that says an error. */
export function errorsBody({ status: _status, ...error }: ApiParticulierError): object {
  return { errors: [error] }
}
