import { earlyMessages } from './widget-messages.early.ts'
import type { WidgetMessages } from './widget-messages.ts'

/** The widget's sentences in English. */
export const widgetMessagesEn: WidgetMessages = {
  ...earlyMessages.en,
  about:
    'FranceConnect is the solution offered by the French State to make signing in to online services safer and simpler.',
  leaving: 'Opening FranceConnect…',
  insecurePage:
    'FranceConnect can only be used on a page served over https. You can fill in the form yourself.',
  noForm: 'The form to fill in is not on this page. Webmaster: check the “for” attribute.',
  cancelled:
    'Nothing was passed on to this form. What you typed is kept; you can continue yourself or try again.',
  loggedOut:
    'You are signed out of FranceConnect. What you typed and what was filled in has been erased.',
  undone: 'The filling is undone: your fields are as they were.',
  noteToFill: 'For you to complete.',
  noStorage:
    'Your browser does not let this page keep what you typed while you visit FranceConnect. Please fill in the form yourself: nothing is lost.',
  failed:
    'Your information could not be retrieved. What you typed is kept; you can continue yourself or try again.',
  notRecognised:
    'No request is under way in this tab: nothing was filled in. You can start with the button.',
  filled: 'Fields filled in: {count}. Check them before sending.',
  left: 'For you to complete:',
  connectedAs: 'Signed in with FranceConnect: {name}',
  whatIsTitle: 'What is FranceConnect? - new window',
  leaveSafely: 'On a shared computer, sign out before you go.',
  yes: 'Yes',
  no: 'No',
  'note.verified': 'Filled in by {source}, verified ({date}).',
  'note.administrative': 'Filled in by {source}, from your file ({date}).',
  'note.declared': 'Filled in by {source}, from what you declared ({date}).',
  noteLocked: 'Cannot be changed here. {correction}',
  noteKept: 'What you typed is kept. According to {source}: “{value}”.',
  noteNotWritten:
    'According to {source}: “{value}”, which does not fit this field. For you to complete.',
  noteImprecise: 'According to {source}: “{value}”, no more precisely. Please give the full date.',
  notePartUnknown: 'Not known to {source}. For you to complete.',
  noteRest: 'Not filled in: no room on this page. According to {source}: “{value}”.',
  testData: 'Test data: not those of a real person.',
  unregistered:
    'FranceConnect is not available on this page yet; you can fill in the form yourself. Webmaster: ask the operator of the service to register the address {address} for {client}.',
  wrongService:
    'FranceConnect is not available on this page yet; you can fill in the form yourself. Webmaster: the service answers in the name of {issuer}, not of {service}.',
}
