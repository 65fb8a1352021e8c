import type { StatementMessages } from './statement-messages.ts'

/** La déclaration d’accessibilité, en français, sur le modèle du RGAA 4.1. */
export const statementMessagesFr: StatementMessages = {
  title: 'Déclaration d’accessibilité',
  mention: 'Accessibilité : {state}',
  states: {
    not_conformant: 'non conforme',
    partially_conformant: 'partiellement conforme',
    conformant: 'totalement conforme',
  },
  otherLanguage: 'This statement in English',
  operator: 'L’exploitant de ce service',
  law: 'L’article 47 de la loi n° 2005-102 du 11 février 2005 demande aux organismes publics de rendre leurs services en ligne accessibles.',
  commitment:
    '{who} s’engage à rendre ses services en ligne accessibles, conformément à l’article 47 de la loi n° 2005-102 du 11 février 2005.',
  plan: 'Schéma pluriannuel d’accessibilité et plans d’action',
  scope:
    'Cette déclaration s’applique aux pages de préremplissage par FranceConnect, avant et après la connexion, et au bouton de préremplissage dans les formulaires.',
  elsewhere:
    'Elle ne porte ni sur le formulaire lui-même, ni sur FranceConnect : chacun a sa propre déclaration.',
  conformity: 'État de conformité',
  sentences: {
    not_conformant:
      'Ces pages sont non conformes avec le référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1.',
    partially_conformant:
      'Ces pages sont partiellement conformes avec le référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1, en raison des non-conformités et des dérogations énumérées ci-dessous.',
    conformant:
      'Ces pages sont totalement conformes avec le référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1.',
  },
  noAudit:
    'Aucun audit de conformité n’a encore été réalisé : sans audit, rien d’autre ne peut être déclaré.',
  results: 'Résultats des tests',
  audited:
    'L’audit de conformité réalisé par {by} le {date} révèle que {rate} % des critères du RGAA version 4.1 sont respectés.',
  content: 'Contenus non accessibles',
  notAccessible: 'Non-conformités',
  disproportionateBurden: 'Dérogations pour charge disproportionnée',
  exempt: 'Contenus non soumis à l’obligation d’accessibilité',
  notListed: 'Faute d’audit, les contenus non accessibles n’ont pas été recensés.',
  none: 'Aucun contenu non accessible n’a été relevé.',
  established: 'Établissement de cette déclaration',
  establishedOn: 'Cette déclaration a été établie le {date}.',
  updatedOn: 'Elle a été mise à jour le {date}.',
  notCompleted:
    'Cette déclaration est celle du service tel qu’il est livré. {who} ne l’a pas encore complétée.',
  technologies:
    'Technologies utilisées : HTML, CSS et, pour le bouton de préremplissage, JavaScript.',
  testedWith: 'Environnement de test',
  tools: 'Outils pour évaluer l’accessibilité',
  checkedPages: 'Pages ayant fait l’objet de la vérification',
  automatic:
    'Le logiciel est vérifié automatiquement avec axe-core dans Chromium à chaque version. Ces tests ne remplacent pas un audit.',
  contact: 'Retour d’information et contact',
  contactText:
    'Si vous n’arrivez pas à accéder à un contenu ou à un service, dites-le-nous pour être orienté vers une alternative accessible ou obtenir le contenu sous une autre forme. Le formulaire peut toujours être rempli sans FranceConnect.',
  contactEmail: 'Adresse électronique :',
  contactUrl: 'Formulaire de contact :',
  contactPhone: 'Téléphone :',
  contactUnknown: 'Adressez-vous à votre collectivité, par les moyens de contact de son site.',
  remedy: 'Voies de recours',
  remedyText:
    'Si vous constatez un défaut d’accessibilité vous empêchant d’accéder à un contenu ou à une fonctionnalité, que vous nous le signalez et que vous ne parvenez pas à obtenir une réponse de notre part, vous êtes en droit de faire parvenir vos doléances ou une demande de saisine au Défenseur des droits.',
  remedyWays: 'Plusieurs moyens sont à votre disposition :',
  remedyForm: 'écrire un message au Défenseur des droits',
  remedyDelegate: 'contacter le délégué du Défenseur des droits dans votre région',
  remedyPost:
    'envoyer un courrier par la poste (gratuit, ne pas mettre de timbre) : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07',
}
