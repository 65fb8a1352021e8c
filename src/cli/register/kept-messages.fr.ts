import type { KeptMessages } from './register-messages.ts'

/** Where the data go and how long they stay there, in French. */
export const keptMessagesFr: KeptMessages = {
  title: 'Où passent les données, et combien de temps elles y restent',
  noDatabase: 'Le service n’a ni base de données, ni compte, ni profil de personnes.',
  head: ['Où', 'Quoi', 'Combien de temps'],
  places: {
    attempt: {
      where: 'navigateur de la personne, cookie chiffré',
      what: 'la connexion en cours : formulaire, sources acceptées, réponses données avant la connexion, secrets techniques',
      time: '{span} après le départ, et après le retour',
    },
    hint: {
      where: 'navigateur de la personne, cookie chiffré',
      what: 'le jeton d’identité de FranceConnect, que sa déconnexion exige',
      time: 'la session du navigateur, ou jusqu’à la déconnexion',
    },
    logout: {
      where: 'navigateur de la personne, cookie chiffré',
      what: 'l’adresse où revenir après la déconnexion',
      time: '{span}',
    },
    memory: {
      where: 'mémoire du service',
      what: 'le jeton d’accès de FranceConnect, les réponses de FranceConnect et des sources ; après l’envoi, les valeurs soumises, si le formulaire demande ce qui a été modifié',
      time: 'une requête',
    },
    code: {
      where: 'magasin du service (mémoire ou Redis), scellé sous un code à usage unique',
      what: 'les données pour le formulaire',
      time: 'jusqu’à leur remise, {span} au plus',
    },
    userinfo: {
      where: 'magasin du service, scellé sous le jeton d’accès remis au formulaire',
      what: 'les mêmes données, pour un second appel du formulaire',
      time: '{span}',
    },
    review: {
      where: 'magasin du service, scellé sous une clé que seul le navigateur détient',
      what: 'les données que la personne relit avant de les transmettre',
      time: 'jusqu’à son choix, {span} au plus',
    },
    outcome: {
      where: 'magasin du service, scellé sous une clé que seul le navigateur détient',
      what: 'l’issue de la connexion et le jeton d’identité de FranceConnect, pour une page rechargée',
      time: '{span} ; {review} quand la personne relit ; {attempt} pour un code refusé',
    },
    address: {
      where: 'mémoire du service',
      what: 'l’adresse IP, pour compter les requêtes',
      time: '{span}',
    },
    log: {
      where: 'journal du service',
      what: 'formulaire, noms de champs et de sources, résultats, identifiant du jeton ; aucune valeur',
      time: '{toComplete}',
    },
    tab: {
      where: 'navigateur de la personne, onglet du formulaire',
      what: 'ce que la personne a saisi avant de partir, puis le jeton de préremplissage',
      time: 'jusqu’à l’envoi ou la déconnexion, {span} au plus',
    },
    token: {
      where: 'formulaire',
      what: 'le jeton de préremplissage : toutes les données transmises, signées',
      time: 'à envoyer avant {span}',
    },
    file: {
      where: 'dossier de la collectivité',
      what: 'la demande envoyée, avec le jeton comme preuve',
      time: '{retention}',
    },
  },
  start: 'Point de départ de cette durée, et sort final (destruction ou archivage) : {toComplete}.',
}
