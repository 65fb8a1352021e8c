import type { TrialMessages } from './trial-messages.ts'

export const trialMessagesFr: TrialMessages = {
  noFile: (path) =>
    `${path} : fichier introuvable. Donnez une page HTML, ou son adresse (http://localhost:…/…)`,
  noPage: (path) => `${path} : ce n’est pas un fichier lisible`,
  badAddress: (address, reason) =>
    `${address} : adresse refusée (${reason}). En http, seule votre machine convient : http://localhost:…/…`,
  noForm:
    'La page n’a pas de <form> : il n’y a rien à préremplir. Si un script l’écrit, donnez l’adresse de la page.',
  unknownDemarche: (name, near, known) =>
    `${name} : démarche inconnue${near === undefined ? '' : `, vouliez-vous dire ${near} ?`}\nConnues : ${known}\nOu le chemin d’un fichier à vous : ma-demarche.yaml`,
  sensitive: (name) =>
    `${name} : ses données sont sensibles, elles ne vont qu’au serveur de la collectivité, jamais à une page. Voyez docs/guide/serveur.md, et la démonstration.`,
  unknownField: (name, known) =>
    `--input ${name} : la démarche n’a pas ce champ. Connus : ${known}, prefill_token`,
  badClientId:
    '--client-id : 1 à 64 lettres, chiffres, points, tirets ; commencez par une lettre ou un chiffre',
  badSiret: '--siret : 14 chiffres, dont la clé est juste',
  page: 'votre page',
  service: 'service',
  franceConnect: 'FranceConnect',
  logIn: 'connectez-vous',
  whom: 'test, mot de passe 123 (Angela Claire Louise DUBOIS), ou toute personne proposée',
  fields: (title) => `Les champs de « ${title} » dans votre page :`,
  unread: 'La page n’a pas pu être lue d’ici : ouvrez-la, vous verrez ce qui se remplit.',
  line: (name, line) => `${name} (ligne ${line})`,
  noInput: 'aucun champ de saisie ne le reçoit',
  lookAlike: (called, field) => `${called} lui ressemble : ajoutez-y data-prefill="${field}"`,
  policy: (origin) =>
    `La politique de sécurité (CSP) de la page écarte le service : ajoutez ${origin} à script-src et à connect-src.`,
  linesAdded:
    'Les deux lignes à coller dans votre page (pour l’essai elles y sont déjà, votre fichier n’est pas modifié) :',
  linesToPaste: 'Les deux lignes à coller dans votre page :',
  linesThere: 'Vos deux lignes, telles qu’elles servent à l’essai :',
  untouched:
    'Modifiez la page, rechargez-la : l’essai suit. Envoyez le formulaire : vous verrez ce que l’agent verra.',
  stop: 'Ctrl-C arrête tout.',
  exists: (path) =>
    `${path} existe déjà, et n’est jamais écrasé : choisissez un autre dossier avec --to, ou un autre nom avec --name`,
  unwritable: (path, code) => `${path} : impossible d’écrire ici (${code})`,
  written: (path) => `écrit : ${path}`,
  next: 'Ensuite :',
  runSimulator: 'un FranceConnect simulé, dans un premier terminal',
  runService: 'le service, dans un second',
  servePage: (url) => `servez votre page à l’adresse ${url}, avec ces deux lignes`,
  runDoctor: 'ce qui manque encore',
}
