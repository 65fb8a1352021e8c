import { journeyMessagesFr } from './journey-messages.fr.ts'
import type { Messages } from './messages.ts'
import { pageMessagesFr } from './page-messages.fr.ts'

const tryAgain = 'Vous pouvez réessayer, ou remplir le formulaire vous-même.'

/** Ce que le service dit aux gens, en français. */
export const messagesFr: Messages = {
  errors: {
    unknown_client: {
      title: 'Ce formulaire n’est pas connu',
      text: 'La page d’où vous venez demande un préremplissage sous un identifiant que ce service ne connaît pas. Vous pouvez revenir au formulaire et le remplir vous-même.',
    },
    unregistered_redirect_uri: {
      title: 'L’adresse de ce formulaire n’est pas enregistrée',
      text: 'Pour protéger vos données, elles ne sont remises qu’aux adresses déclarées par la collectivité, et celle-ci n’en fait pas partie. Vous pouvez revenir au formulaire et le remplir vous-même.',
    },
    unusable_request: {
      title: 'La demande de ce formulaire est incomplète',
      text: 'La page d’où vous venez n’a pas transmis ce qu’il faut pour vous connecter. Vous pouvez revenir au formulaire et le remplir vous-même.',
    },
    unknown_state: {
      title: 'Cette connexion n’est pas reconnue',
      text: 'Elle n’a pas commencé ici, ou son adresse a été modifiée. Retournez sur le formulaire de votre collectivité pour recommencer.',
    },
    attempt_lost: {
      title: 'La connexion doit être recommencée',
      text: 'Elle a commencé dans un autre navigateur, ou elle est terminée. Aucune donnée n’a été transmise. Retournez sur le formulaire et cliquez de nouveau sur le bouton FranceConnect.',
    },
    login_already_done: {
      title: 'Cette connexion est déjà terminée',
      text: `Vos informations ont déjà été remises au formulaire. ${tryAgain}`,
    },
    login_interrupted: {
      title: 'La connexion a été interrompue',
      text: `Aucune donnée n’a été transmise. ${tryAgain}`,
    },
    at_capacity: {
      title: 'Trop de connexions en ce moment',
      text: `Le service est très demandé. ${tryAgain}`,
    },
    store_unavailable: {
      title: 'Le service est momentanément indisponible',
      text: `Rien n’est à corriger de votre côté. ${tryAgain}`,
    },
    login_cancelled: {
      title: 'Vous n’avez pas terminé la connexion',
      text: `Aucune donnée n’a été transmise. ${tryAgain}`,
    },
    franceconnect_unavailable: {
      title: 'FranceConnect ne répond pas',
      text: `FranceConnect est momentanément indisponible. ${tryAgain}`,
    },
    franceconnect_failed: {
      title: 'FranceConnect a rencontré une erreur',
      text: `La connexion n’a pas abouti. ${tryAgain}`,
    },
    franceconnect_rejected_request: {
      title: 'FranceConnect a refusé la demande du service',
      text: 'La connexion n’a pas abouti à cause d’un réglage du service, que son exploitant doit corriger. Vous pouvez remplir le formulaire vous-même.',
    },
    franceconnect_untrusted: {
      title: 'La réponse reçue n’a pas pu être vérifiée',
      text: `Par sécurité, elle a été écartée et aucune donnée n’a été transmise. ${tryAgain}`,
    },
    franceconnect_code_expired: {
      title: 'La connexion a pris trop de temps',
      text: `Aucune donnée n’a été transmise. ${tryAgain}`,
    },
    form_key_unavailable: {
      title: 'Le formulaire ne peut pas recevoir vos données pour le moment',
      text: 'La clé qui les protège sur le site de la collectivité est introuvable. Aucune donnée n’a été transmise. Vous pouvez remplir le formulaire vous-même.',
    },
    unregistered_logout_uri: {
      title: 'L’adresse de retour n’est pas enregistrée',
      text: 'Après la déconnexion, ce service ne renvoie qu’aux adresses déclarées par la collectivité, et celle-ci n’en fait pas partie. Retournez sur le formulaire de votre collectivité.',
    },
    not_found: {
      title: 'Page introuvable',
      text: 'Il n’y a rien à cette adresse. Retournez sur le formulaire de votre collectivité.',
    },
    method_not_allowed: {
      title: 'Cette adresse ne s’ouvre pas ainsi',
      text: 'Retournez sur le formulaire de votre collectivité.',
    },
    foreign_origin: {
      title: 'Cette page n’a pas le droit de faire cette demande',
      text: 'Elle n’est pas servie depuis une adresse déclarée par la collectivité.',
    },
    payload_too_large: {
      title: 'Ce qui a été envoyé est trop volumineux',
      text: 'Le service n’accepte que de courtes demandes. Retournez sur le formulaire de votre collectivité.',
    },
    unsupported_body: {
      title: 'Ce qui a été envoyé n’a pas la forme attendue',
      text: 'Retournez sur le formulaire de votre collectivité.',
    },
    malformed_body: {
      title: 'Ce qui a été envoyé n’a pas pu être lu',
      text: 'Retournez sur le formulaire de votre collectivité.',
    },
    too_many_requests: {
      title: 'Trop de demandes',
      text: 'Attendez une minute avant de réessayer. En attendant, vous pouvez remplir le formulaire vous-même.',
    },
    internal: {
      title: 'Une erreur est survenue de notre côté',
      text: `Aucune donnée n’a été transmise. ${tryAgain}`,
    },
  },
  reasons: {
    not_provided: 'FranceConnect ne connaît pas cette information. Remplissez-la vous-même.',
    none_known: 'FranceConnect n’indique pas de nom d’usage. Laissez vide si vous n’en avez pas.',
    not_separated: 'FranceConnect donne vos prénoms sans les séparer. Indiquez-les vous-même.',
    born_abroad:
      'FranceConnect ne donne pas la commune pour une naissance à l’étranger. Indiquez-la vous-même.',
    not_in_options:
      'La valeur connue de FranceConnect ne figure pas parmi les choix de ce formulaire. Choisissez vous-même.',
    imprecise:
      'Votre date de naissance n’est connue qu’en partie, ce qui ne permet pas de répondre. Répondez vous-même.',
    unreadable:
      'FranceConnect a donné cette information sous une forme illisible. Remplissez-la vous-même.',
    empty: 'L’administration n’a pas trouvé cette information. Remplissez-la vous-même.',
    unavailable: 'L’administration n’a pas répondu. Remplissez cette information vous-même.',
    refused: 'L’administration n’a pas donné accès à cette information. Remplissez-la vous-même.',
    inconsistent:
      'L’information reçue concerne une autre personne et a été écartée. Remplissez-la vous-même.',
    declined:
      'Comme vous l’avez choisi, nous n’avons pas demandé cette information. Remplissez-la vous-même.',
    withheld: 'Vous avez choisi de ne pas transmettre cette information. Remplissez-la vous-même.',
    unresolved:
      'FranceConnect donne un code que nous ne savons pas traduire. Remplissez cette information vous-même.',
  },
  stateReasons: {
    not_provided: '{source} : information absente de la réponse. Remplissez-la vous-même.',
    none_known: '{source} : rien d’enregistré ici. Laissez vide si c’est exact.',
    not_in_options:
      'La réponse reçue ne figure pas parmi les choix de ce formulaire. Choisissez vous-même.',
    imprecise: 'La réponse reçue n’est pas assez précise. Répondez vous-même.',
    unreadable: '{source} : information reçue sous une forme illisible. Remplissez-la vous-même.',
  },
  sources: {
    otherSituation:
      'Non demandé : cela ne concerne pas la situation que vous avez choisie. Laissez vide.',
    outcomes: {
      empty: '{source} : aucun dossier trouvé à votre nom pour {subject}.',
      unavailable: '{source} : pas de réponse pour {subject}.',
      refused: '{source} : accès refusé pour {subject}.',
      inconsistent:
        '{source} : la réponse reçue pour {subject} concerne une autre personne et a été écartée.',
      declined: 'Comme vous l’avez choisi, nous n’avons pas demandé {subject}.',
    },
    next: {
      attach_document: 'Remplissez vous-même et joignez {document}.',
      type_it: 'Remplissez vous-même.',
      try_later: 'Vous pouvez réessayer plus tard, ou remplir vous-même.',
    },
  },
  journey: journeyMessagesFr,
  ...pageMessagesFr,
}
