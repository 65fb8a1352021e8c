import type { KeptMessages } from './register-messages.ts'

/** Where the data go and how long they stay there, in English. */
export const keptMessagesEn: KeptMessages = {
  title: 'Where the data go, and how long they stay there',
  noDatabase: 'The service has no database, no accounts and no profiles of people.',
  head: ['Where', 'What', 'How long'],
  places: {
    attempt: {
      where: 'the person’s browser, encrypted cookie',
      what: 'the login under way: form, sources accepted, answers given before the login, technical secrets',
      time: '{span} after it began, and after the return',
    },
    hint: {
      where: 'the person’s browser, encrypted cookie',
      what: 'FranceConnect’s ID token, which its log-out demands',
      time: 'the browser session, or until log-out',
    },
    logout: {
      where: 'the person’s browser, encrypted cookie',
      what: 'the address to return to after log-out',
      time: '{span}',
    },
    memory: {
      where: 'memory of the service',
      what: 'FranceConnect’s access token, the answers of FranceConnect and of the sources; after submission, the values submitted, where the form asks what was changed',
      time: 'one request',
    },
    code: {
      where: 'store of the service (memory or Redis), sealed under a one-time code',
      what: 'the data for the form',
      time: 'until they are handed over, {span} at the most',
    },
    userinfo: {
      where: 'store of the service, sealed under the access token handed to the form',
      what: 'the same data, for a second call of the form',
      time: '{span}',
    },
    review: {
      where: 'store of the service, sealed under a key that only the browser holds',
      what: 'the data that the person reviews before passing them on',
      time: 'until they choose, {span} at the most',
    },
    outcome: {
      where: 'store of the service, sealed under a key that only the browser holds',
      what: 'how the login ended and FranceConnect’s ID token, for a page that is reloaded',
      time: '{span}; {review} while the person reviews; {attempt} for a refused code',
    },
    address: {
      where: 'memory of the service',
      what: 'the IP address, to count requests',
      time: '{span}',
    },
    log: {
      where: 'log of the service',
      what: 'form, names of fields and sources, outcomes, identifier of the token; no value',
      time: '{toComplete}',
    },
    tab: {
      where: 'the person’s browser, the form’s tab',
      what: 'what the person had typed before leaving, then the prefill token',
      time: 'until submission or log-out, {span} at the most',
    },
    token: {
      where: 'the form',
      what: 'the prefill token: all the data passed on, signed',
      time: 'to be submitted within {span}',
    },
    file: {
      where: 'the local authority’s file',
      what: 'the form as submitted, with the token as evidence',
      time: '{retention}',
    },
  },
  start:
    'When this time begins, and what happens at its end (destruction or archiving): {toComplete}.',
}
