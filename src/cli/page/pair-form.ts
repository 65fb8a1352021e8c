import type { PageDocument, PageForm, PageWidget } from './page-document.ts'

/** The form that a widget finds: by `for`, else around it, else the next one. */
export function formOfWidget(widget: PageWidget, { forms }: PageDocument): PageForm | undefined {
  if (widget.for !== undefined) return forms.find(({ id }) => id === widget.for)
  return widget.around ?? forms.find(({ order }) => order > widget.order)
}

/** What is meant by a page that has no widget yet: the form that holds the most controls. */
export function largestForm({ forms }: PageDocument): PageForm | undefined {
  return [...forms].sort((one, other) => other.controls.length - one.controls.length)[0]
}
