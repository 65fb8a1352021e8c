/** The parts of the page that the reader works with. */
export interface Controls {
  readonly reader: HTMLFormElement
  readonly text: HTMLTextAreaElement
  readonly received: HTMLInputElement
  readonly file: HTMLInputElement
  readonly keys: HTMLInputElement
  readonly status: HTMLElement
  readonly result: HTMLElement
  readonly without: HTMLElement
  readonly clear: HTMLElement
  readonly print: HTMLElement
}

/** Finds the controls. @throws where the page and its script are not of one version */
export function findControls(page: Document): Controls {
  const find = <Element extends HTMLElement>(id: string, kind: new () => Element): Element => {
    const found = page.getElementById(id)
    if (found instanceof kind) return found
    throw new TypeError(`the page has no #${id}`)
  }
  return {
    reader: find('reader', HTMLFormElement),
    text: find('text', HTMLTextAreaElement),
    received: find('received', HTMLInputElement),
    file: find('file', HTMLInputElement),
    keys: find('keys', HTMLInputElement),
    status: find('status', HTMLElement),
    result: find('result', HTMLElement),
    without: find('without', HTMLElement),
    clear: find('clear', HTMLElement),
    print: find('print', HTMLElement),
  }
}
