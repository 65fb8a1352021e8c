import type { Language } from './languages.ts'
import type { EarlyMessages } from './widget-messages.ts'

/** The sentences bundled with the widget, in both languages. */
export const earlyMessages: Readonly<Record<Language, EarlyMessages>> = {
  fr: {
    login: 'S’identifier avec',
    whatIs: 'Qu’est-ce que FranceConnect ?',
    byHand: 'Facultatif : vous pouvez remplir le formulaire vous-même.',
    unavailable: 'FranceConnect n’est pas disponible pour le moment.',
    logOut: 'Se déconnecter',
    undo: 'Annuler le remplissage',
  },
  en: {
    login: 'Sign in with',
    whatIs: 'What is FranceConnect?',
    byHand: 'Optional: you can fill in the form yourself.',
    unavailable: 'FranceConnect is not available at the moment.',
    logOut: 'Sign out',
    undo: 'Undo the filling',
  },
}
