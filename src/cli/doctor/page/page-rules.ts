const error = (summary: string) => ({ level: 'error', summary }) as const
const warning = (summary: string) => ({ level: 'warning', summary }) as const

/** What is judged of the page of a form. */
export const pageRules = {
  'unreadable-page': error('the page cannot be read'),
  'no-widget': error('the page has no widget for the form'),
  'widget-form': error(
    'the widget has no form on the page, or names a client_id that is not there',
  ),
  'widget-script': error('the widget’s script is missing, or not loaded as it must be'),
  'content-security-policy': error('the page’s policy keeps the widget out'),
  'no-input': warning('a field has no input on the page'),
  'other-name': warning('an input looks like a field and bears another name'),
  'unmapped-name': warning('an input takes a field under a name that the verdict does not know'),
  'wrong-input': warning('an input cannot take what the field holds'),
} as const
