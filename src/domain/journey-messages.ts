/** The sentences of the pages between form and FranceConnect, and back. `{name}` marks a place to fill. */
export interface JourneyMessages {
  /** On a page that came back to be corrected. */
  readonly mistakes: {
    readonly title: string
    readonly windowTitle: string
  }
  /** Beside the button, before the citizen leaves. */
  readonly explain: {
    readonly what: string
    readonly from: string
    readonly and: string
    readonly why: string
    readonly replaced: string
  }
  /** Before the login. */
  readonly ask: {
    readonly title: string
    readonly purpose: string
    readonly identity: string
    readonly sources: string
    readonly sourcesHint: string
    readonly want: string
    readonly fills: string
    readonly spares: string
    readonly sparesWhen: string
    readonly situation: string
    readonly situationHint: string
    readonly situationAsks: string
    readonly situationAsksNobody: string
    readonly situationMissing: string
    readonly go: string
    readonly without: string
  }
  /** While state sources are asked. */
  readonly progress: {
    readonly title: string
    readonly text: string
    readonly asked: string
    readonly waiting: string
    readonly ok: string
    readonly notOk: string
    readonly offer: string
    readonly hurry: string
    readonly done: string
    readonly go: string
  }
  /** Before anything leaves. */
  readonly review: {
    readonly title: string
    readonly text: string
    readonly choose: string
    readonly chooseUpTo: string
    readonly none: string
    readonly tooMany: string
    readonly noneChosen: string
    readonly bothChosen: string
    readonly values: string
    readonly withhold: string
    readonly field: string
    readonly from: string
    readonly unknown: string
    readonly yes: string
    readonly no: string
    readonly missing: string
    readonly go: string
    readonly leave: string
  }
}
