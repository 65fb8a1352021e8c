import { clerkAdviceFr } from './clerk-advice.fr.ts'
import type { ClerkMessages } from './clerk-messages.ts'

/** La page où l’agent lit un jeton de préremplissage, en français. */
export const clerkMessagesFr: ClerkMessages = {
  ...clerkAdviceFr,
  page: {
    home: 'Agents : lire un jeton de préremplissage',
    title: 'Lire un jeton de préremplissage',
    intro:
      'Collez ou déposez ce que le formulaire a transmis : le jeton seul, ou tout l’envoi. La page dit qui l’a signé, d’où vient chaque champ et ce que l’usager a changé.',
    private:
      'Tout se passe dans ce navigateur : rien de ce que vous collez n’est envoyé ni conservé. La page ne demande au service que ses clés publiques et, quand la signature est exacte, les libellés du formulaire.',
    otherLanguage: 'This page in English',
    without:
      'Cette page a besoin de JavaScript et d’un navigateur récent : la vérification se fait dans le navigateur, pour que rien n’ait à être envoyé.',
    withoutHow:
      'Sans JavaScript, votre service informatique peut faire la même vérification par une requête :',
    withoutSends:
      'Cette requête, elle, envoie l’envoi de l’usager au service, qui répond et n’en conserve rien.',
    token: 'Jeton ou envoi du formulaire',
    tokenHint:
      'Le jeton (il commence par « eyJ »), ou l’envoi entier en JSON ou tel qu’un navigateur l’envoie (nom=DUBOIS&…).',
    received: 'Date de réception du formulaire (facultatif)',
    receivedHint:
      'À l’heure de cet ordinateur. Elle sert à dire si le formulaire est arrivé à temps.',
    file: 'Ou choisissez le fichier du jeton ou de l’envoi',
    fileHint:
      'Un fichier .txt, .json ou .jwt, que vous pouvez aussi déposer n’importe où sur la page.',
    keys: 'Clés enregistrées de ce service (facultatif)',
    keysHint:
      'Pour vérifier sans réseau : un fichier que vous avez vous-même enregistré depuis l’adresse /jwks/history de ce service. Ne choisissez jamais un fichier reçu avec un formulaire.',
    read: 'Lire',
    clear: 'Tout effacer',
    print: 'Imprimer',
  },
  sheet: {
    working: 'Vérification en cours…',
    keysLoaded:
      'Clés lues dans « {file} » : {count}. Collez ou déposez maintenant le jeton ou l’envoi.',
    summary: 'L’essentiel',
    checkedAt: 'Vérifié le',
    jti: 'Référence de la preuve',
    fingerprint: 'Empreinte de ce qui a été collé',
    keysFrom: 'Vérifié avec',
    keysOfService: 'les clés publiques que ce service publie',
    keysOfFile: 'les clés du fichier « {file} », que vous avez choisi',
    keysInFile: 'Clés de ce fichier',
    keyOfFile: '{kid} (empreinte {fingerprint})',
    fingerprintOfKey: 'empreinte {fingerprint}',
    signer: 'Signé par',
    key: '{issuer} (clé {kid})',
    form: 'Formulaire',
    collectivite: 'Collectivité',
    unknownForm: 'non demandé ou inconnu de ce service',
    demarche: 'Référence de la démarche',
    signedAt: 'Signé le',
    until: 'À transmettre avant le',
    receivedAt: 'Reçu le, d’après vous',
    receivedInPaste: 'Reçu le, d’après le texte collé',
    people: 'Personne',
    level: 'Niveau de garantie de la connexion',
    fields: 'Champ par champ',
    field: 'Champ',
    value: 'Valeur signée',
    origin: 'D’où elle vient, et de quand',
    assurance: 'Fiabilité',
    locked: 'verrouillé',
    open: 'modifiable',
    submitted: 'Valeur reçue',
    verdict: 'Ce que l’usager a changé',
    lockBroken: 'VERROU ROMPU : une valeur vérifiée a été changée',
    noValue: 'aucune',
    yes: 'oui',
    no: 'non',
    file: '(fichier)',
    sources: 'Ce que les sources ont répondu',
    sourceLine: '{source} : {status}',
    added: 'Saisi par l’usager, hors du jeton',
    addedHint: 'Sans vérification. Un champ inconnu du service est nommé comme la page le nomme.',
    addedNone: 'rien',
    more: '… et {count} autres',
    todo: 'À faire :',
    parisTime: '{instant} (heure de Paris)',
    noteOnce:
      'Un jeton sert pour un seul envoi. Cette page ne garde rien en mémoire : cherchez dans vos dossiers si cette référence a déjà servi.',
    noteNoDate:
      'Sans date de réception, la page ne dit pas si le formulaire est arrivé avant la date limite.',
    noteNoSubmission:
      'Seul le jeton a été lu. Pour savoir ce que l’usager a changé, collez tout l’envoi du formulaire.',
    notePastedDate:
      'La date de réception vient du texte collé, et non de vous : rien ne la prouve. Si vous la connaissez, indiquez-la ci-dessus ; la vôtre l’emporte.',
    noteOtherForm:
      'Les valeurs reçues ne sont pas comparées : le jeton n’a pas été fait pour ce formulaire.',
    noteClaimedIssuer:
      'Ce jeton dit venir d’un autre service, ce que rien ne prouve ici : {issuer}. Si vous le connaissez, lisez le jeton sur la page de ce service.',
  },
  headlines: {
    authentic: 'Ce préremplissage est authentique',
    lock_broken: 'Authentique, mais une valeur verrouillée a été changée',
    reserved: 'La signature est exacte, avec une réserve',
    unproven: 'Ce préremplissage ne prouve rien',
    unchecked: 'Ce préremplissage n’a pas pu être vérifié',
    by_hand: 'Ce formulaire a été rempli à la main',
    authentic_by_file: 'Authentique d’après les clés du fichier « {file} »',
    lock_broken_by_file:
      'Authentique d’après les clés du fichier « {file} », mais une valeur verrouillée a été changée',
    reserved_by_file:
      'La signature est exacte d’après les clés du fichier « {file} », avec une réserve',
    unproven_by_file: 'Rien n’est prouvé d’après les clés du fichier « {file} »',
  },
  verdicts: {
    unchanged: 'inchangé',
    equivalent: 'non modifié : même valeur, écrite autrement',
    edited: 'modifié par l’usager',
    emptied: 'effacé par l’usager',
    not_submitted: 'non transmis',
  },
  reasons: {
    not_provided: 'la source ne l’a pas donné',
    none_known: 'la source n’a rien d’enregistré',
    not_separated: 'les prénoms ont été donnés sans être séparés',
    born_abroad: 'naissance à l’étranger : FranceConnect ne donne pas la commune',
    not_in_options: 'la valeur connue ne figure pas parmi les choix du formulaire',
    imprecise: 'l’information connue n’est pas assez précise',
    unreadable: 'l’information a été donnée sous une forme illisible',
    empty: 'l’administration n’a pas trouvé l’information',
    unavailable: 'l’administration n’a pas répondu',
    refused: 'l’administration n’a pas donné accès à l’information',
    inconsistent: 'la réponse concernait une autre personne et a été écartée',
    declined: 'l’usager a choisi de ne pas la demander',
    withheld: 'l’usager a choisi de ne pas la transmettre',
    unresolved: 'un code reçu n’a pas pu être traduit',
  },
  assurances: {
    verified: 'vérifié : état civil contrôlé auprès de l’INSEE',
    administrative: 'administratif : tiré du dossier d’une administration',
    declared: 'déclaré : ce que l’usager a indiqué lui-même, sans contrôle',
  },
  levels: {
    eidas1: 'faible (eidas1)',
    eidas2: 'substantiel (eidas2)',
    eidas3: 'élevé (eidas3)',
  },
  statuses: {
    ok: 'a répondu',
    empty: 'n’a pas de dossier au nom de l’usager',
    unavailable: 'n’a pas répondu',
    refused: 'n’a pas donné accès',
    inconsistent: 'a répondu au sujet d’une autre personne ; réponse écartée',
    declined: 'non interrogée, par choix de l’usager',
  },
  next: {
    attach_document: 'L’usager a été invité à joindre un justificatif.',
    type_it: 'L’usager a été invité à remplir lui-même.',
    try_later: 'L’usager a été invité à réessayer plus tard ou à remplir lui-même.',
  },
  environments: {
    real: 'personne réelle',
    test: 'PERSONNE DE TEST : ces données ne sont celles de personne',
  },
}
