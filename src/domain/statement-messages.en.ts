import type { StatementMessages } from './statement-messages.ts'

/** The accessibility statement, in English, after the model of RGAA 4.1. */
export const statementMessagesEn: StatementMessages = {
  title: 'Accessibility statement',
  mention: 'Accessibility: {state}',
  states: {
    not_conformant: 'not conformant',
    partially_conformant: 'partially conformant',
    conformant: 'fully conformant',
  },
  otherLanguage: 'Cette déclaration en français',
  operator: 'The operator of this service',
  law: 'Article 47 of the French act no. 2005-102 of 11 February 2005 asks public bodies to make their online services accessible.',
  commitment:
    '{who} is committed to making its online services accessible, in accordance with article 47 of the French act no. 2005-102 of 11 February 2005.',
  plan: 'Accessibility plan over several years, and action plans',
  scope:
    'This statement applies to the pages of the prefill by FranceConnect, before and after the login, and to the prefill button in the forms.',
  elsewhere:
    'It does not cover the form itself, nor FranceConnect: each of them has a statement of its own.',
  conformity: 'Conformity',
  sentences: {
    not_conformant:
      'These pages are not conformant with the French accessibility standard (RGAA), version 4.1.',
    partially_conformant:
      'These pages are partially conformant with the French accessibility standard (RGAA), version 4.1, because of the non-conformities and exemptions listed below.',
    conformant:
      'These pages are fully conformant with the French accessibility standard (RGAA), version 4.1.',
  },
  noAudit:
    'No conformity audit has been carried out yet: without an audit, nothing else can be stated.',
  results: 'Test results',
  audited:
    'The conformity audit carried out by {by} on {date} shows that {rate}% of the criteria of RGAA version 4.1 are met.',
  content: 'Content that is not accessible',
  notAccessible: 'Non-conformities',
  disproportionateBurden: 'Exemptions for disproportionate burden',
  exempt: 'Content that need not be accessible',
  notListed: 'For want of an audit, content that is not accessible has not been listed.',
  none: 'No content was found not to be accessible.',
  established: 'About this statement',
  establishedOn: 'This statement was drawn up on {date}.',
  updatedOn: 'It was updated on {date}.',
  notCompleted:
    'This statement is that of the service as it is delivered. {who} has not completed it yet.',
  technologies: 'Technologies used: HTML, CSS and, for the prefill button, JavaScript.',
  testedWith: 'Test environment',
  tools: 'Tools used to assess accessibility',
  checkedPages: 'Pages that were checked',
  automatic:
    'The software is checked automatically with axe-core in Chromium at each version. These tests do not replace an audit.',
  contact: 'Feedback and contact',
  contactText:
    'If you cannot reach some content or a service, tell us, and you will be shown an accessible alternative or get the content in another form. The form can always be filled in without FranceConnect.',
  contactEmail: 'E-mail address:',
  contactUrl: 'Contact form:',
  contactPhone: 'Telephone:',
  contactUnknown: 'Turn to your local authority, by the ways to contact it that its site names.',
  remedy: 'If you get no answer',
  remedyText:
    'If you find a fault of accessibility that keeps you from some content or function, tell us about it and get no answer from us, you have the right to complain to the Défenseur des droits, the French ombudsman.',
  remedyWays: 'There are several ways:',
  remedyForm: 'write a message to the Défenseur des droits (in French)',
  remedyDelegate: 'contact the delegate of the Défenseur des droits in your region (in French)',
  remedyPost:
    'send a letter by post (free, without a stamp): Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07',
}
