import { keptMessagesEn } from './kept-messages.en.ts'
import type { RegisterMessages } from './register-messages.ts'
import { rightsMessagesEn } from './rights-messages.en.ts'

/** The register in English. */
export const registerMessagesEn: RegisterMessages = {
  title: 'Record of processing activities',
  entry: '{title} – {collectivite}',
  toComplete: 'to be completed by the local authority',
  yes: 'yes',
  no: 'no',
  activity: {
    title: 'The processing',
    origin:
      'Drawn up from the configuration of the prefill service, for the record of Article 30 of the GDPR. It describes what this service does; what becomes of a form once it is submitted is for the local authority to describe.',
    testPeople: 'This configuration logs in invented people only: it processes no real data.',
    demarche: 'Procedure',
    form: 'Form',
    addresses: 'Addresses that the data are handed to',
    purpose: 'Purpose',
    legalBasis: 'Legal basis',
    legalText: 'Text that the procedure rests on (law, regulation, deliberation)',
    sensitive: 'Procedure declared sensitive in the configuration',
    assessment: 'Data protection impact assessment (Article 35)',
    dates: 'Dates of creation and update of this entry',
    bases: {
      'public-task': 'task carried out in the public interest (Article 6(1)(e))',
      'legal-obligation': 'legal obligation (Article 6(1)(c))',
      consent: 'consent (Article 6(1)(a))',
      contract: 'contract (Article 6(1)(b))',
    },
  },
  responsible: {
    title: 'The controller',
    name: 'Controller',
    siret: 'SIRET',
    representative: 'Representative and postal address',
    contact: 'Data protection officer, or contact',
    processors: 'Operator of the service and host, processors (Article 28)',
  },
  people: {
    title: 'The people concerned',
    citizens: 'People who fill in this form and choose to log in with FranceConnect.',
    group:
      '{label}: the service receives the list “{list}” ({source}); the person chooses who is concerned, and {max} at the most are passed on to the form.',
    secondDeclarant: 'The second declarant of the tax household.',
    holders: '{list} ({source}): read to check that the answer is about the person logged in.',
  },
  data: {
    title: 'The data passed on to the form',
    why: 'All serve the purpose above.',
    head: ['Datum', 'Field', 'Source', 'Why', 'Reliability, at best'],
    fills: 'to fill this field',
    separator: '; ',
    first: 'the first one only',
    birth: {
      'commune-name': 'the municipality’s name, read from its code',
      'department-at-birth': 'the department only, read from the municipality’s code',
      'department-code-at-birth': 'the department’s code only, read from the municipality’s code',
      'country-name': 'the country’s name, read from its code',
    },
    ageAtLeast: 'only whether the person is {years} or over: yes or no',
    options: 'in the form’s words: {words}',
    locked: 'not to be edited on the page where the value is verified',
    ofChosen: 'for what the person chose only',
    assurances: {
      verified: 'verified (civil status checked)',
      administrative: 'from an agency’s file',
      declared: 'declared by the person',
    },
    also: 'The form also receives family name and given names, to show who is logged in, an identifier of the person that is this form’s own, and for each datum that is missing the reason why.',
    necessity: 'Necessity of each datum (minimisation, Article 5): {toComplete}.',
    replaced:
      'Supporting documents that the person need not attach where the fields named are filled and left as they are:',
    replacedBy: '{document} ({fields})',
  },
  asked: {
    title: 'Data asked or read without being passed on',
    situation:
      'Asked of the person before the login: their situation ({situations}). It serves only to choose which sources to ask.',
    question: 'Asked of the person before the login, in order to ask {source}: {label} (`{name}`).',
    scopes: 'Scopes asked of FranceConnect at every login: {scopes}.',
    sourceScopes: 'In addition, to ask {source} (`{name}`): {scopes}.',
    beyond:
      'What these scopes release beyond the data above serves only to ask a source, or to read or check its answer; the form does not receive it.',
  },
  exchange: {
    title: 'Sources and recipients',
    head: ['Source', 'What it is asked', 'Through', 'What it learns'],
    franceConnect: {
      asked: 'the person’s identity',
      learns:
        'that the person logs in at the local authority (client {client}), and the scopes asked',
    },
    apis: { api_particulier: 'API Particulier', impot_particulier: 'API Impôt particulier' },
    learns: {
      api_particulier: 'the token of the login and the local authority’s SIRET',
      impot_particulier: 'the token of the login and the local authority’s client (`{client}`)',
    },
    learnsAnswer: '{learns}, and the answer to “{label}”',
    collectivite: 'Recipient: {collectivite}, through its form.',
    within: 'Departments and people authorised within the local authority: {toComplete}.',
    processors: 'Processors (operator of the service, host, vendor of the form): {toComplete}.',
    outside:
      'Transfers outside the European Union: the service makes none by itself. It exchanges data only with the person’s browser, the form and these addresses: {hosts}.',
    hosting: 'Where the service and the form are hosted: {toComplete}.',
  },
  kept: keptMessagesEn,
  security: {
    title: 'Security',
    always: [
      'In production, https everywhere: service, form, FranceConnect and sources.',
      'FranceConnect’s signatures are checked at every login; an answer that proves to be about somebody else is discarded.',
      'Data are handed to registered addresses only, compared character by character.',
      'Encrypted cookies (AES-256-GCM); a store whose keys are hashes and whose content is sealed: whoever steals it finds nobody there.',
      'A signed prefill token (ES256): a change shows after submission.',
      'Another identifier of the person for each form: two forms cannot match their users by it.',
      'No value in the log or in the metrics; a limit on requests per address and per form.',
    ],
    confidential:
      'The form’s server authenticates with a secret, of which the service keeps the hash only.',
    open: 'The page proves that it is the one that began the login (PKCE).',
    encrypted: 'The prefill token is encrypted to the form’s server.',
    own: 'Measures of the local authority, the operator and the host: {toComplete}.',
  },
  rights: rightsMessagesEn,
  decisions: {
    title: 'Automated decisions (Article 22)',
    none: 'The service makes none, and profiles nobody: it fills fields that the person reads, corrects and submits.',
    after: 'Decisions that the local authority makes on the form: {toComplete}.',
  },
}
