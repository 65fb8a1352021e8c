import { keptMessagesFr } from './kept-messages.fr.ts'
import type { RegisterMessages } from './register-messages.ts'
import { rightsMessagesFr } from './rights-messages.fr.ts'

/** The register in French. */
export const registerMessagesFr: RegisterMessages = {
  title: 'Registre des activités de traitement',
  entry: '{title} – {collectivite}',
  toComplete: 'à compléter par la collectivité',
  yes: 'oui',
  no: 'non',
  activity: {
    title: 'Le traitement',
    origin:
      'Fiche établie d’après la configuration du service de préremplissage, pour le registre de l’article 30 du RGPD. Elle décrit ce que fait ce service ; le traitement de la demande une fois envoyée est décrit par la collectivité.',
    testPeople:
      'Cette configuration ne connecte que des personnes fictives : elle ne traite aucune donnée réelle.',
    demarche: 'Démarche',
    form: 'Formulaire',
    addresses: 'Adresses où les données sont remises',
    purpose: 'Finalité',
    legalBasis: 'Base légale',
    legalText: 'Texte qui fonde la démarche (loi, règlement, délibération)',
    sensitive: 'Démarche déclarée sensible dans la configuration',
    assessment: 'Analyse d’impact (article 35)',
    dates: 'Dates de création et de mise à jour de la fiche',
    bases: {
      'public-task': 'mission d’intérêt public (article 6, paragraphe 1, point e)',
      'legal-obligation': 'obligation légale (article 6, paragraphe 1, point c)',
      consent: 'consentement (article 6, paragraphe 1, point a)',
      contract: 'contrat (article 6, paragraphe 1, point b)',
    },
  },
  responsible: {
    title: 'Le responsable du traitement',
    name: 'Responsable',
    siret: 'SIRET',
    representative: 'Représentant et coordonnées postales',
    contact: 'Délégué à la protection des données, ou contact',
    processors: 'Exploitant du service et hébergeur, sous-traitants (article 28)',
  },
  people: {
    title: 'Les personnes concernées',
    citizens:
      'Les personnes qui remplissent ce formulaire et choisissent de se connecter avec FranceConnect.',
    group:
      '{label} : le service reçoit la liste « {list} » ({source}) ; la personne choisit qui est concerné, et {max} au plus sont transmis au formulaire.',
    secondDeclarant: 'Le second déclarant du foyer fiscal.',
    holders:
      '{list} ({source}) : lus pour vérifier que la réponse concerne bien la personne connectée.',
  },
  data: {
    title: 'Les données transmises au formulaire',
    why: 'Toutes servent la finalité ci-dessus.',
    head: ['Donnée', 'Champ', 'Source', 'Pourquoi', 'Fiabilité, au mieux'],
    fills: 'préremplir ce champ',
    separator: ' ; ',
    first: 'le premier seulement',
    birth: {
      'commune-name': 'le nom de la commune, lu de son code',
      'department-at-birth': 'le département seulement, lu du code de la commune',
      'department-code-at-birth': 'le code du département seulement, lu du code de la commune',
      'country-name': 'le nom du pays, lu de son code',
    },
    ageAtLeast: 'seulement si la personne a {years} ans ou plus : oui ou non',
    options: 'dans les mots du formulaire : {words}',
    locked: 'non modifiable sur la page si la valeur est certifiée',
    ofChosen: 'pour les choix de la personne seulement',
    assurances: {
      verified: 'certifiée (état civil vérifié)',
      administrative: 'tirée du fichier d’une administration',
      declared: 'déclarée par la personne',
    },
    also: 'Le formulaire reçoit en outre le nom et les prénoms, pour dire qui est connecté, un identifiant de la personne propre à ce formulaire, et pour chaque donnée absente la raison de son absence.',
    necessity: 'Nécessité de chaque donnée (minimisation, article 5) : {toComplete}.',
    replaced:
      'Pièces justificatives que la personne n’a pas à joindre lorsque les champs indiqués sont remplis et qu’elle ne les a pas modifiés :',
    replacedBy: '{document} ({fields})',
  },
  asked: {
    title: 'Les données demandées ou lues sans être transmises',
    situation:
      'Demandé à la personne avant la connexion : sa situation ({situations}). Elle ne sert qu’à choisir les sources à interroger.',
    question:
      'Demandé à la personne avant la connexion, pour interroger {source} : {label} (`{name}`).',
    scopes: 'Autorisations (scopes) demandées à FranceConnect à chaque connexion : {scopes}.',
    sourceScopes: 'De plus, pour interroger {source} (`{name}`) : {scopes}.',
    beyond:
      'Ce que ces autorisations ouvrent de plus que les données ci-dessus ne sert qu’à interroger une source, à lire ou à vérifier sa réponse ; le formulaire ne le reçoit pas.',
  },
  exchange: {
    title: 'Les sources et les destinataires',
    head: ['Source', 'Ce qui lui est demandé', 'Par', 'Ce qu’elle apprend'],
    franceConnect: {
      asked: 'l’identité de la personne',
      learns:
        'que la personne se connecte chez la collectivité (client {client}), et les autorisations demandées',
    },
    apis: { api_particulier: 'API Particulier', impot_particulier: 'API Impôt particulier' },
    learns: {
      api_particulier: 'le jeton de la connexion et le SIRET de la collectivité',
      impot_particulier: 'le jeton de la connexion et le client de la collectivité (`{client}`)',
    },
    learnsAnswer: '{learns}, et la réponse à « {label} »',
    collectivite: 'Destinataire : {collectivite}, par son formulaire.',
    within: 'Services et personnes habilités au sein de la collectivité : {toComplete}.',
    processors:
      'Sous-traitants (exploitant du service, hébergeur, éditeur du formulaire) : {toComplete}.',
    outside:
      'Transferts hors de l’Union européenne : le service n’en fait aucun de lui-même. Il n’échange qu’avec le navigateur de la personne, le formulaire et ces adresses : {hosts}.',
    hosting: 'Lieu d’hébergement du service et du formulaire : {toComplete}.',
  },
  kept: keptMessagesFr,
  security: {
    title: 'La sécurité',
    always: [
      'En production, https partout : service, formulaire, FranceConnect et sources.',
      'Signatures de FranceConnect vérifiées à chaque connexion ; une réponse qui se révèle être celle d’une autre personne est écartée.',
      'Données remises aux seules adresses enregistrées, comparées caractère par caractère.',
      'Cookies chiffrés (AES-256-GCM) ; magasin dont les clés sont des empreintes et le contenu scellé : qui le vole n’y trouve personne.',
      'Jeton de préremplissage signé (ES256) : une modification se voit après l’envoi.',
      'Identifiant de la personne différent pour chaque formulaire : deux formulaires ne peuvent rapprocher leurs usagers par lui.',
      'Aucune valeur dans le journal ni dans les mesures ; nombre de requêtes limité par adresse et par formulaire.',
    ],
    confidential:
      'Le serveur du formulaire s’authentifie par un secret, dont le service ne garde que l’empreinte.',
    open: 'La page prouve que c’est elle qui a commencé la connexion (PKCE).',
    encrypted: 'Jeton de préremplissage chiffré pour le serveur du formulaire.',
    own: 'Mesures propres à la collectivité, à l’exploitant et à l’hébergeur : {toComplete}.',
  },
  rights: rightsMessagesFr,
  decisions: {
    title: 'Décision automatisée (article 22)',
    none: 'Le service n’en prend aucune, et n’établit aucun profil : il remplit des champs que la personne relit, corrige et envoie elle-même.',
    after: 'Décisions que la collectivité prend d’après le formulaire : {toComplete}.',
  },
}
