import type { Language } from './languages.ts'
import type { EarlyMessages } from './widget-messages.ts'

/** The sentences bundled with the widget, in both languages. */
export const earlyMessages: Readonly<Record<Language, EarlyMessages>> = {
  fr: {
    login: 'S’identifier avec',
    whatIs: 'Qu’est-ce que FranceConnect ?',
    newWindow: 'nouvelle fenêtre',
    byHand: 'Vous pouvez aussi remplir ce formulaire vous-même, sans FranceConnect.',
    unavailable:
      'Remplissage automatique impossible pour le moment. Remplissez le formulaire vous-même.',
    logOut: 'Se déconnecter',
    undo: 'Annuler le remplissage',
  },
  en: {
    login: 'Sign in with',
    whatIs: 'What is FranceConnect?',
    newWindow: 'new window',
    byHand: 'You can also fill in this form yourself, without FranceConnect.',
    unavailable: 'Automatic filling is not possible now. Please fill in the form yourself.',
    logOut: 'Sign out',
    undo: 'Undo the filling',
  },
}
