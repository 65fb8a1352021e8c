import type { PageMessages } from './page-messages.ts'

/** What pages of every kind say, and those that stand by themselves, in English. */
export const pageMessagesEn: PageMessages = {
  page: {
    skip: 'Skip to content',
    back: 'Back to the form “{form}”',
    byHand: 'The form can always be filled in without FranceConnect.',
    retry: 'Start again with FranceConnect',
    requestId: 'Reference to give when you ask for help:',
    nothingLost: 'What you typed in the form is kept in this tab.',
    addressReceived: 'Address received',
    noAddress: 'What was received is not an address.',
    addressNearest: 'Nearest registered address',
    askOperator:
      'Webmaster: ask the operator of the service to add the address received, character by character, to the “redirect_uris” of the form “{form}”, or correct the address of the page.',
    clearCookies:
      'If this comes up again, clear the cookies of this site in your browser, then go back to the form.',
    findForm:
      'Your form is on the site of your local authority. To go back to it, use the “Back” button of your browser, or open the page of the site again.',
    whatIsThis: 'What is this service?',
    privacy: 'Personal data:',
  },
  home: {
    title: 'Prefill by FranceConnect',
    text: 'This service fills in the forms of local authorities with the identity that FranceConnect certifies, when the citizen asks for it.',
    kept: 'It keeps no personal data.',
    citizens: 'You are filling in a form',
    citizensText:
      'There is nothing for you to do here. Go back to the site of your local authority (town hall, agglomeration, department) and open your form there: that is where the FranceConnect button is.',
    clerks: 'You deal with the applications',
    developers: 'You develop a form',
    developersText:
      'This service is an OpenID Connect provider. All that a library has to know is at these addresses:',
    metadata: 'OpenID Connect configuration',
    keys: 'Public signing keys',
    reference: 'All that the service answers, address by address',
  },
  logout: {
    askTitle: 'Log out',
    askText: 'Do you want to close your FranceConnect session in this browser?',
    askButton: 'Log out of FranceConnect',
    stay: 'Stay logged in and go back to the form “{form}”',
    doneTitle: 'You are logged out',
    doneText: 'You can close this tab.',
    doneOrBack: 'You can close this tab, or go back to the form.',
  },
}
