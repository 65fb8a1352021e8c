import type { RightsMessages } from './register-messages.ts'

/** The rights of the people concerned, in English. */
export const rightsMessagesEn: RightsMessages = {
  title: 'The rights of the people concerned',
  contact: 'Where to exercise them: {contact}.',
  always: 'Access (Article 15), rectification (Article 16), restriction (Article 18).',
  erasure: 'Erasure (Article 17).',
  limitedErasure:
    'Erasure (Article 17), within the limits of its paragraph 3: not of what the law or the public task demands to keep.',
  objection: 'Objection (Article 21).',
  portability: 'Portability (Article 20).',
  withdrawal: 'Withdrawal of consent at any time (Article 7(3)).',
  complaint: 'Complaint to the CNIL (Article 77).',
  inService: 'In the service itself, without formality:',
  decline: 'before the login, people see what will be asked of whom, and can decline it;',
  review: {
    always: 'before anything is passed on, they review the data and can withhold each of them;',
    auto: 'where there is a choice to make, they review the data before they are passed on, and can withhold each of them;',
  },
  byHand: 'they can fill in the form by hand, without FranceConnect: {address}.',
  corrections: 'Where a value is corrected at its source:',
}
