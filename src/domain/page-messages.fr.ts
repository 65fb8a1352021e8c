import type { PageMessages } from './page-messages.ts'

/** Ce que disent toutes les pages, et celles qui se suffisent, en français. */
export const pageMessagesFr: PageMessages = {
  page: {
    skip: 'Aller au contenu',
    back: 'Revenir au formulaire « {form} »',
    byHand: 'Le formulaire peut toujours être rempli sans FranceConnect.',
    retry: 'Recommencer avec FranceConnect',
    requestId: 'Référence à donner si vous demandez de l’aide :',
    nothingLost: 'Ce que vous avez tapé dans le formulaire est conservé dans cet onglet.',
    addressReceived: 'Adresse reçue',
    noAddress: 'Ce qui a été reçu n’est pas une adresse.',
    addressNearest: 'Adresse enregistrée la plus proche',
    askOperator:
      'Webmestre : demandez à l’exploitant du service d’ajouter l’adresse reçue, au caractère près, aux « redirect_uris » du formulaire « {form} », ou corrigez l’adresse de la page.',
    clearCookies:
      'Si ce message revient, effacez dans votre navigateur les cookies de ce site, puis retournez sur le formulaire.',
    findForm:
      'Votre formulaire se trouve sur le site de votre collectivité. Pour y revenir, utilisez le bouton « Précédent » de votre navigateur, ou rouvrez la page du site.',
    whatIsThis: 'Qu’est-ce que ce service ?',
    privacy: 'Données personnelles :',
  },
  home: {
    title: 'Préremplissage par FranceConnect',
    text: 'Ce service remplit les formulaires des collectivités avec l’identité que FranceConnect certifie, à la demande du citoyen.',
    kept: 'Il ne conserve aucune donnée personnelle.',
    citizens: 'Vous remplissez un formulaire',
    citizensText:
      'Vous n’avez rien à faire ici. Retournez sur le site de votre collectivité (mairie, agglomération, département) et ouvrez votre formulaire : le bouton FranceConnect s’y trouve.',
    clerks: 'Vous instruisez les demandes',
    developers: 'Vous développez un formulaire',
    developersText:
      'Ce service est un fournisseur OpenID Connect. Tout ce qu’une bibliothèque doit savoir se trouve à ces adresses :',
    metadata: 'Configuration OpenID Connect',
    keys: 'Clés publiques de signature',
    reference: 'Tout ce que le service répond, adresse par adresse (en anglais)',
  },
  logout: {
    askTitle: 'Se déconnecter',
    askText: 'Voulez-vous fermer votre session FranceConnect dans ce navigateur ?',
    askButton: 'Se déconnecter de FranceConnect',
    stay: 'Rester connecté et revenir au formulaire « {form} »',
    doneTitle: 'Vous êtes déconnecté',
    doneText: 'Vous pouvez fermer cet onglet.',
    doneOrBack: 'Vous pouvez fermer cet onglet, ou revenir au formulaire.',
  },
}
