import { earlyMessages } from './widget-messages.early.ts'
import type { WidgetMessages } from './widget-messages.ts'

/** The widget's sentences in French. */
export const widgetMessagesFr: WidgetMessages = {
  ...earlyMessages.fr,
  about:
    'FranceConnect est la solution proposée par l’État pour sécuriser et simplifier la connexion à vos services en ligne.',
  leaving: 'Ouverture de FranceConnect…',
  insecurePage:
    'FranceConnect ne peut être utilisé que sur une page servie en https. Vous pouvez remplir le formulaire vous-même.',
  noForm:
    'Le formulaire à remplir n’est pas sur cette page. Webmestre : vérifiez l’attribut « for ».',
  cancelled:
    'Rien n’a été transmis à ce formulaire. Votre saisie est conservée ; vous pouvez continuer vous-même ou réessayer.',
  loggedOut:
    'Vous êtes déconnecté de FranceConnect. Votre saisie et les valeurs remplies ont été effacées.',
  undone: 'Le remplissage est annulé : vos champs sont comme avant.',
  noteToFill: 'À compléter par vous.',
  noStorage:
    'Votre navigateur ne permet pas à cette page de garder votre saisie le temps d’aller sur FranceConnect. Remplissez le formulaire vous-même : rien n’est perdu.',
  failed:
    'Vos informations n’ont pas pu être récupérées. Votre saisie est conservée ; vous pouvez continuer vous-même ou réessayer.',
  notRecognised:
    'Aucune demande n’est en cours dans cet onglet : rien n’a été rempli. Vous pouvez commencer avec le bouton.',
  filled: 'Champs remplis : {count}. Vérifiez-les avant d’envoyer.',
  left: 'À compléter par vous :',
  connectedAs: 'Connecté avec FranceConnect : {name}',
  whatIsTitle: 'Qu’est-ce que FranceConnect ? - nouvelle fenêtre',
  leaveSafely: 'Sur un ordinateur partagé, déconnectez-vous avant de partir.',
  yes: 'Oui',
  no: 'Non',
  'note.verified': 'Rempli par {source}, donnée vérifiée ({date}).',
  'note.administrative': 'Rempli par {source}, d’après votre dossier ({date}).',
  'note.declared': 'Rempli par {source}, d’après ce que vous avez déclaré ({date}).',
  noteLocked: 'Non modifiable ici. {correction}',
  noteKept: 'Votre saisie est conservée. D’après {source} : « {value} ».',
  noteNotWritten:
    'D’après {source} : « {value} », ce qui ne convient pas à ce champ. À compléter par vous.',
  noteImprecise: 'D’après {source} : « {value} », sans plus de précision. Donnez la date complète.',
  notePartUnknown: 'Non connu d’après {source}. À compléter par vous.',
  noteRest: 'Non rempli, faute de place sur cette page. D’après {source} : « {value} ».',
  testData: 'Données de test : ce ne sont pas celles d’une personne réelle.',
  unregistered:
    'FranceConnect n’est pas encore disponible sur cette page ; vous pouvez remplir le formulaire vous-même. Webmestre : demandez à l’opérateur du service d’enregistrer l’adresse {address} pour {client}.',
  wrongService:
    'FranceConnect n’est pas encore disponible sur cette page ; vous pouvez remplir le formulaire vous-même. Webmestre : le service répond au nom de {issuer}, et non de {service}.',
}
