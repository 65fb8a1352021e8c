import { describe, expect, test } from '@jest/globals'
import { parse } from 'parse5'
import { embedWidget } from '../../src/cli/trial/embed-widget.ts'
import { readTrialPage } from '../../src/cli/trial/prepare.ts'

const service = 'http://localhost:3000'
const script = '<script type="module" src="http://localhost:3000/widget/v1.js"></script>'

const embed = (html: string, clientId = 'essai') =>
  embedWidget(html, { service, clientId, form: readTrialPage(html, parse).form }, parse)

describe('embedWidget', () => {
  test.each([
    [
      'has a form with an id',
      '<h1>A</h1>\n<form id=demande><input name=nom></form>',
      `<h1>A</h1>\n${script}\n<franceconnect-prefill client-id="essai" for="demande"></franceconnect-prefill>\n<form id=demande><input name=nom></form>`,
    ],
    [
      'has a form without an id',
      '<form><input name=nom></form>',
      `${script}\n<franceconnect-prefill client-id="essai"></franceconnect-prefill>\n<form><input name=nom></form>`,
    ],
    [
      'has a search before its form',
      '<form id=s><input name=q></form><form id="a&amp;b"><input name=a><input name=b></form>',
      `<form id=s><input name=q></form>${script}\n<franceconnect-prefill client-id="essai" for="a&amp;b"></franceconnect-prefill>\n<form id="a&amp;b"><input name=a><input name=b></form>`,
    ],
    [
      'has both lines for another service',
      '<head><script type="module" src="https://prefill.exemple.fr/widget/v1.js" integrity="sha384-x" crossorigin></script></head><franceconnect-prefill merge="replace" client-id="prod" service="https://prefill.exemple.fr"></franceconnect-prefill><form></form>',
      `<head>${script}</head><franceconnect-prefill client-id="essai" merge="replace"></franceconnect-prefill><form></form>`,
    ],
    [
      'has a pinned version of the script',
      '<script type=module src=https://prefill.exemple.fr/widget/0.1.0.js></script><franceconnect-prefill client-id=essai></franceconnect-prefill><form></form>',
      `${script}<franceconnect-prefill client-id="essai"></franceconnect-prefill><form></form>`,
    ],
    [
      'has the element and no script',
      '<p><franceconnect-prefill client-id=essai></franceconnect-prefill></p><form></form>',
      `<p>${script}\n<franceconnect-prefill client-id="essai"></franceconnect-prefill></p><form></form>`,
    ],
    [
      'has the script and no element',
      `<script type=module src=/widget/v1.js></script><form></form>`,
      `${script}<franceconnect-prefill client-id="essai"></franceconnect-prefill>\n<form></form>`,
    ],
    [
      'has an id with a quotation mark',
      `<form id='a"b'><input></form>`,
      `${script}\n<franceconnect-prefill client-id="essai" for="a&quot;b"></franceconnect-prefill>\n<form id='a"b'><input></form>`,
    ],
    [
      'speaks of a form in a comment and a script',
      `<!-- <form> --><script>"<form>"</script><form></form>`,
      `<!-- <form> --><script>"<form>"</script>${script}\n<franceconnect-prefill client-id="essai"></franceconnect-prefill>\n<form></form>`,
    ],
  ])('when a page %s, then it has the lines of the trial', (_, html, expected) => {
    expect(embed(html)?.html).toBe(expected)
  })

  test('when a page has no form, then nothing is put in', () => {
    expect(embed('<p>Rien</p>')).toBeUndefined()
  })

  test('when the page has the element, then that is told, with its own attributes', () => {
    const html = '<franceconnect-prefill client-id=x lang=en></franceconnect-prefill><form></form>'
    expect(embed(html, 'x')).toMatchObject({
      hadWidget: true,
      lines: [script, '<franceconnect-prefill client-id="x" lang="en"></franceconnect-prefill>'],
    })
  })
})
