import type { TrialMessages } from './trial-messages.ts'

export const trialMessagesEn: TrialMessages = {
  noFile: (path) =>
    `${path}: no such file. Name an HTML page, or its address (http://localhost:…/…)`,
  noPage: (path) => `${path}: not a file that can be read`,
  badAddress: (address, reason) =>
    `${address}: refused (${reason}). Over http only your own machine will do: http://localhost:…/…`,
  noForm:
    'The page has no <form>: there is nothing to prefill. Where a script writes it, name the address of the page.',
  unknownDemarche: (name, near, known) =>
    `${name}: no such demarche${near === undefined ? '' : `; did you mean ${near}?`}\nKnown: ${known}\nOr the path of a file of your own: my-demarche.yaml`,
  sensitive: (name) =>
    `${name}: its data are sensitive, and go to the back end of the local authority only, never to a page. See docs/clients.md, and the demonstration.`,
  unknownField: (name, known) =>
    `--input ${name}: the demarche has no such field. Known: ${known}, prefill_token`,
  badClientId: '--client-id: 1 to 64 letters, digits, dots or dashes, a letter or digit first',
  badSiret: '--siret: 14 digits with a right check digit',
  page: 'your page',
  service: 'service',
  franceConnect: 'FranceConnect',
  logIn: 'log in as',
  whom: 'test, password 123 (Angela Claire Louise DUBOIS), or anyone it proposes',
  fields: (title) => `The fields of “${title}” on your page:`,
  unread: 'The page could not be read from here: open it, and see what is filled.',
  line: (name, line) => `${name} (line ${line})`,
  noInput: 'no input takes it',
  lookAlike: (called, field) => `${called} looks like it: add data-prefill="${field}" there`,
  policy: (origin) =>
    `The page’s own policy (CSP) keeps the service out: add ${origin} to script-src and to connect-src.`,
  linesAdded:
    'The two lines to paste into your page (put in here for the trial; your file is left as it is):',
  linesToPaste: 'The two lines to paste into your page:',
  linesThere: 'Your two lines, as the trial uses them:',
  untouched:
    'Change the page, reload it: the trial follows. Submit the form, and see what a clerk will see.',
  stop: 'Ctrl-C ends it all.',
  exists: (path) =>
    `${path} exists, and is never overwritten: choose another folder with --to, or another name with --name`,
  unwritable: (path, code) => `${path}: cannot be written (${code})`,
  written: (path) => `written: ${path}`,
  next: 'Next:',
  runSimulator: 'a simulated FranceConnect, in one terminal',
  runService: 'the service, in another',
  servePage: (url) => `serve your page at ${url}, with these two lines`,
  runDoctor: 'what is still missing',
}
