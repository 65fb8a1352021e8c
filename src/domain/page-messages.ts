/** What pages of every kind say, and those that stand by themselves. `{name}` marks a place to fill. */
export interface PageMessages {
  readonly page: {
    readonly skip: string
    readonly back: string
    readonly byHand: string
    readonly retry: string
    readonly requestId: string
    readonly nothingLost: string
    readonly addressReceived: string
    readonly addressNearest: string
    readonly noAddress: string
    readonly askOperator: string
    /** Where a browser sent more of headers than is taken. */
    readonly clearCookies: string
    /** Where no form is known that one could be led back to. */
    readonly findForm: string
    readonly whatIsThis: string
    /** In the footer, before whom to ask. */
    readonly privacy: string
  }
  readonly home: {
    readonly title: string
    readonly text: string
    readonly kept: string
    readonly citizens: string
    readonly citizensText: string
    readonly clerks: string
    readonly developers: string
    readonly developersText: string
    readonly metadata: string
    readonly keys: string
    readonly reference: string
  }
  readonly logout: {
    readonly askTitle: string
    readonly askText: string
    readonly askButton: string
    readonly stay: string
    readonly doneTitle: string
    readonly doneText: string
    readonly doneOrBack: string
  }
}
