import { journeyMessagesEn } from './journey-messages.en.ts'
import type { Messages } from './messages.ts'
import { pageMessagesEn } from './page-messages.en.ts'

const tryAgain = 'You can try again, or fill in the form yourself.'

/** What the service says to people, in English. */
export const messagesEn: Messages = {
  errors: {
    unknown_client: {
      title: 'This form is not known',
      text: 'The page that you come from asks for a prefill under an identifier that this service does not know. You can go back to the form and fill it in yourself.',
    },
    unregistered_redirect_uri: {
      title: 'The address of this form is not registered',
      text: 'To protect your data, they are only handed to addresses that the local authority has declared, and this is not one of them. You can go back to the form and fill it in yourself.',
    },
    unusable_request: {
      title: 'This form’s request is incomplete',
      text: 'The page that you come from did not send what is needed to log you in. You can go back to the form and fill it in yourself.',
    },
    unknown_state: {
      title: 'This login is not recognised',
      text: 'It did not begin here, or its address was altered. Go back to your local authority’s form to start again.',
    },
    attempt_lost: {
      title: 'The login has to be started again',
      text: 'It began in another browser, or it is over. No data were sent. Go back to the form and click the FranceConnect button again.',
    },
    login_already_done: {
      title: 'This login is already complete',
      text: `Your details have already been handed to the form. ${tryAgain}`,
    },
    login_interrupted: {
      title: 'The login was interrupted',
      text: `No data were sent. ${tryAgain}`,
    },
    at_capacity: {
      title: 'Too many logins at this moment',
      text: `The service is in great demand. ${tryAgain}`,
    },
    store_unavailable: {
      title: 'The service is unavailable for the moment',
      text: `There is nothing to correct on your side. ${tryAgain}`,
    },
    login_cancelled: {
      title: 'You did not complete the login',
      text: `No data were sent. ${tryAgain}`,
    },
    franceconnect_unavailable: {
      title: 'FranceConnect does not answer',
      text: `FranceConnect is unavailable for the moment. ${tryAgain}`,
    },
    franceconnect_failed: {
      title: 'FranceConnect met an error',
      text: `The login did not succeed. ${tryAgain}`,
    },
    franceconnect_rejected_request: {
      title: 'FranceConnect refused the service’s request',
      text: 'The login did not succeed because of a setting of the service, which its operator has to correct. You can fill in the form yourself.',
    },
    franceconnect_untrusted: {
      title: 'The answer received could not be verified',
      text: `For safety it was discarded and no data were sent. ${tryAgain}`,
    },
    franceconnect_code_expired: {
      title: 'The login took too long',
      text: `No data were sent. ${tryAgain}`,
    },
    form_key_unavailable: {
      title: 'The form cannot receive your data at the moment',
      text: 'The key that protects them on the local authority’s site cannot be found. Nothing was passed on. You can fill in the form yourself.',
    },
    unregistered_logout_uri: {
      title: 'The return address is not registered',
      text: 'After a log-out this service only returns to addresses that the local authority has declared, and this is not one of them. Go back to your local authority’s form.',
    },
    not_found: {
      title: 'Page not found',
      text: 'There is nothing at this address. Go back to your local authority’s form.',
    },
    method_not_allowed: {
      title: 'This address does not open like this',
      text: 'Go back to your local authority’s form.',
    },
    foreign_origin: {
      title: 'This page may not make this request',
      text: 'It is not served from an address that the local authority has declared.',
    },
    payload_too_large: {
      title: 'What was sent is too large',
      text: 'The service takes short requests only. Go back to your local authority’s form.',
    },
    unsupported_body: {
      title: 'What was sent is not of the expected form',
      text: 'Go back to your local authority’s form.',
    },
    malformed_body: {
      title: 'What was sent could not be read',
      text: 'Go back to your local authority’s form.',
    },
    too_many_requests: {
      title: 'Too many requests',
      text: 'Wait a minute before trying again. Meanwhile you can fill in the form yourself.',
    },
    internal: {
      title: 'Something went wrong on our side',
      text: `No data were sent. ${tryAgain}`,
    },
  },
  reasons: {
    not_provided: 'FranceConnect does not know this. Please fill it in yourself.',
    none_known: 'FranceConnect gives no usage name. Leave this empty if you have none.',
    not_separated:
      'FranceConnect gives your given names without separating them. Please fill them in yourself.',
    born_abroad:
      'FranceConnect does not give the municipality of a birth abroad. Please fill it in yourself.',
    not_in_options:
      'The value that FranceConnect knows is not among this form’s choices. Please choose yourself.',
    imprecise:
      'Your date of birth is only partly known, which does not settle the question. Please answer yourself.',
    unreadable: 'FranceConnect gave this in an unreadable form. Please fill it in yourself.',
    empty: 'The administration did not find this information. Please fill it in yourself.',
    unavailable: 'The administration did not answer. Please fill this in yourself.',
    refused:
      'The administration did not give access to this information. Please fill it in yourself.',
    inconsistent:
      'What was received is about another person and was discarded. Please fill it in yourself.',
    declined: 'As you chose, we did not ask for this information. Please fill it in yourself.',
    withheld: 'You chose not to pass this information on. Please fill it in yourself.',
    unresolved:
      'FranceConnect gives a code that we cannot translate. Please fill this in yourself.',
  },
  stateReasons: {
    not_provided: '{source} did not give this information. Please fill it in yourself.',
    none_known: '{source} has nothing recorded here. Leave empty if that is right.',
    not_in_options:
      'The answer received is not among the choices of this form. Please choose yourself.',
    imprecise: 'The answer received is not precise enough. Please answer yourself.',
    unreadable: '{source} gave this information in an unreadable form. Please fill it in yourself.',
  },
  sources: {
    otherSituation:
      'Not asked for: this is not about the situation that you chose. Leave it empty.',
    outcomes: {
      empty: '{source}: no file in your name was found for {subject}.',
      unavailable: '{source}: no answer for {subject}.',
      refused: '{source}: access to {subject} was refused.',
      inconsistent:
        '{source}: the answer received for {subject} is about another person and was discarded.',
      declined: 'As you chose, we did not ask for {subject}.',
    },
    next: {
      attach_document: 'Please fill it in yourself and attach {document}.',
      type_it: 'Please fill it in yourself.',
      try_later: 'You can try again later, or fill it in yourself.',
    },
  },
  journey: journeyMessagesEn,
  ...pageMessagesEn,
}
