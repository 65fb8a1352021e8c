import type { ClerkMessages } from './clerk-messages.ts'

const byHand =
  'Traitez la demande comme un formulaire rempli à la main : vérifiez les valeurs sur justificatif.'
const pasteAgain = 'Copiez de nouveau le jeton en entier, ou l’envoi du formulaire, et recommencez.'

/** Ce que signifie chaque réserve ou refus pour l’agent, et quoi faire, en français. */
export const clerkAdviceFr: Pick<
  ClerkMessages,
  'brokenLock' | 'fileKeys' | 'problems' | 'refusals'
> = {
  brokenLock: {
    title: 'Verrou rompu : {fields}',
    text: 'Une valeur vérifiée, que la page devait protéger, n’est pas celle qui a été reçue. L’usager l’a changée, ou la page a laissé le champ ouvert.',
    todo: 'Retenez la valeur signée, ou demandez un justificatif pour la valeur reçue.',
  },
  fileKeys: {
    title: 'Vérifié avec un fichier de clés, pas avec le service',
    text: 'C’est vous qui vous portez garant de ce fichier : qui vous le donne peut y avoir mis ses propres clés. Une clé révoquée depuis l’enregistrement n’y figure pas comme telle.',
    todo: 'Ne vous y fiez que si vous avez enregistré ce fichier depuis ce service. Dans le doute, retirez-le et vérifiez en ligne, ou demandez à l’exploitant si les empreintes sont les siennes.',
  },
  problems: {
    expired: {
      title: 'Hors délai',
      text: 'Le formulaire n’a pas été reçu dans la période prévue, d’ordinaire 24 heures après la connexion. Les valeurs étaient exactes le jour de la signature.',
      todo: 'Vérifiez la date de réception indiquée. Si elle est bonne, décidez si les valeurs sont encore assez récentes pour cette démarche.',
    },
    retired_key: {
      title: 'Clé hors service à cette date',
      text: 'La clé est bien du service, mais elle ne signait pas le jour où le jeton dit avoir été signé. Cela ne doit pas arriver.',
      todo: 'Ne vous appuyez pas sur ce jeton avant d’avoir interrogé l’exploitant du service.',
    },
    revoked_key: {
      title: 'Clé révoquée',
      text: 'La clé qui a signé a été révoquée : n’importe qui a pu s’en servir. Le jeton ne prouve plus rien, quelle que soit sa date.',
      todo: `${byHand} Seule exception : votre dossier montre que ce jeton, au caractère près, y était déjà avant la révocation.`,
    },
    other_form: {
      title: 'Fait pour un autre formulaire',
      text: 'Le jeton est authentique, mais il n’a pas été fait pour le formulaire avec lequel il a été transmis, ou pas par ce service.',
      todo: 'Demandez à l’usager de reprendre le bon formulaire, ou traitez la demande comme remplie à la main.',
    },
    other_nonce: {
      title: 'Fait pour un autre affichage de la page',
      text: 'Le jeton ne porte pas la marque que la page avait donnée à cet usager : il a pu être repris d’un autre envoi.',
      todo: 'Vérifiez que l’identité du jeton est bien celle de la personne qui fait la demande.',
    },
    reused: {
      title: 'Déjà utilisé',
      text: 'Ce jeton a déjà accompagné un autre envoi. Un jeton sert pour un seul envoi.',
      todo: 'Comparez avec le premier envoi : il s’agit souvent d’un double envoi.',
    },
    test_token: {
      title: 'Personne de test',
      text: 'Le jeton vient d’un environnement de test : ses données ne sont celles de personne.',
      todo: 'N’ouvrez aucun droit sur cette base. Signalez à votre webmestre qu’un formulaire ouvert au public est relié à un service de test.',
    },
    tampered: {
      title: 'Signature inexacte',
      text: 'Le jeton a été modifié, coupé ou fabriqué, ou il vient d’un autre service. Rien de ce qu’il contient n’est prouvé, et rien n’en est montré.',
      todo: `${pasteAgain} Si le résultat est le même : ${byHand.charAt(0).toLowerCase()}${byHand.slice(1)}`,
    },
    wrong_type: {
      title: 'Ce n’est pas un jeton de préremplissage',
      text: 'C’est un jeton signé d’une autre sorte, ou signé d’une manière que le service n’emploie jamais.',
      todo: 'Cherchez dans l’envoi la valeur nommée « prefill_token ».',
    },
    missing: {
      title: 'Pas de jeton',
      text: 'L’envoi ne contient pas de jeton : l’usager n’a pas utilisé FranceConnect, ce qui est son droit.',
      todo: 'Traitez la demande comme d’habitude.',
    },
    keys_unavailable: {
      title: 'Clés du service introuvables pour le moment',
      text: 'Les clés publiques n’ont pas pu être lues. Cela ne dit rien contre le jeton ni contre l’usager.',
      todo: 'Réessayez plus tard, ou choisissez un fichier de clés que vous avez enregistré depuis ce service.',
    },
  },
  refusals: {
    empty: {
      title: 'Il n’y a rien à lire',
      text: 'Aucun texte n’a été collé et aucun fichier lu.',
      todo: 'Collez le jeton ou l’envoi du formulaire.',
    },
    too_large: {
      title: 'C’est trop volumineux',
      text: 'Un jeton tient en 64 Kio, un envoi en 256 Kio. Ce texte n’a pas été lu.',
      todo: 'Collez l’envoi sans ses pièces jointes, ou le jeton seul.',
    },
    too_deep: {
      title: 'Ce texte est trop imbriqué',
      text: 'Aucun formulaire n’envoie de valeurs aussi imbriquées. Ce texte n’a pas été lu.',
      todo: 'Collez le jeton seul.',
    },
    unreadable: {
      title: 'Ce texte ne peut pas être lu',
      text: 'Ce n’est ni un jeton, ni du JSON, ni un envoi de formulaire.',
      todo: pasteAgain,
    },
    several_tokens: {
      title: 'Plusieurs jetons différents',
      text: 'Un envoi porte un seul jeton. Celui-ci en contient plusieurs, et rien ne dit lequel a été lu par le formulaire.',
      todo: 'Demandez au webmestre lequel est enregistré au dossier, et collez celui-là seul.',
    },
    repeated_token: {
      title: 'Le jeton figure à plusieurs endroits',
      text: 'Un envoi porte son jeton une seule fois. Ici, rien ne dit quelles valeurs vont avec lui : d’autres ont pu être ajoutées pour tromper le lecteur.',
      todo: 'Comparez vous-même : collez le jeton seul pour voir les valeurs signées, et retenez les valeurs que votre logiciel a enregistrées.',
    },
    nested_token: {
      title: 'Le jeton se trouve dans une partie de l’envoi',
      text: 'D’autres valeurs se trouvent hors de cette partie, et rien ne dit lesquelles votre formulaire a retenues : une partie a pu être ajoutée pour tromper le lecteur.',
      todo: 'Demandez au webmestre les valeurs du formulaire et leur jeton, sans rien autour. Le jeton collé seul montre les valeurs signées.',
    },
    several_files: {
      title: 'Plusieurs fichiers à la fois',
      text: 'La page lit un seul jeton ou envoi à la fois. Aucun de ces fichiers n’a été lu.',
      todo: 'Déposez un seul fichier. Un fichier de clés se choisit dans « Clés enregistrées de ce service ».',
    },
    keys_as_text: {
      title: 'Ce sont des clés, pas un jeton ni un envoi',
      text: 'Des clés collées ou déposées avec un envoi ne prouveraient rien : elles n’ont pas été retenues.',
      todo: 'Si vous avez enregistré ce fichier vous-même depuis ce service, choisissez-le dans « Clés enregistrées de ce service ».',
    },
    encrypted: {
      title: 'Ce jeton est chiffré',
      text: 'Il est chiffré pour le système qui reçoit le formulaire, seul à pouvoir l’ouvrir. Cette page n’a pas sa clé et ne doit pas l’avoir.',
      todo: 'Demandez au webmestre le jeton tel que ce système l’a déchiffré.',
    },
    franceconnect_token: {
      title: 'Ce jeton dit être de FranceConnect',
      text: 'Un jeton de FranceConnect ne sort pas du service qui le reçoit, et ne dit rien du formulaire.',
      todo: 'Cherchez dans l’envoi la valeur nommée « prefill_token ». Signalez au webmestre qu’un jeton de FranceConnect circule.',
    },
    login_token: {
      title: 'C’est le jeton de connexion, pas celui du préremplissage',
      text: 'Le service remet deux jetons au formulaire. Celui-ci (« id_token ») dit seulement que quelqu’un s’est connecté et ne contient aucune donnée.',
      todo: 'Cherchez dans l’envoi la valeur nommée « prefill_token ».',
    },
    other_token: {
      title: 'Ce n’est pas un jeton de préremplissage',
      text: 'C’est un jeton signé d’une autre sorte, que cette page ne sait pas lire.',
      todo: 'Cherchez dans l’envoi la valeur nommée « prefill_token ».',
    },
    unreadable_keys: {
      title: 'Ce fichier de clés ne peut pas être lu',
      text: 'Un fichier de clés contient l’historique des clés du service et rien d’autre. Celui-ci contient autre chose, ou aucune clé lisible.',
      todo: 'Enregistrez de nouveau la réponse de /jwks/history du service, ou retirez ce fichier : la page demandera les clés au service.',
    },
    no_cryptography: {
      title: 'Ce navigateur ne peut pas vérifier ici',
      text: 'La vérification demande une page servie en https et un navigateur récent. Cela ne dit rien contre le jeton.',
      todo: 'Ouvrez l’adresse https du service, ou un autre navigateur.',
    },
  },
}
