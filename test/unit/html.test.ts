import { expect, test } from '@jest/globals'
import { html } from '../../src/http/html.ts'

test.each([
  ['text', '<script>alert("x")</script>', '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;'],
  ['quotes', `a"b'c`, 'a&quot;b&#39;c'],
  ['an entity', '&lt;', '&amp;lt;'],
  ['a number', 12, '12'],
  ['zero', 0, '0'],
  ['nothing', undefined, ''],
  ['an empty text', '', ''],
  ['html', html`<b>${'<'}</b>`, '<b>&lt;</b>'],
  ['a list of html', [html`<i>${1}</i>`, html`<i>${'&'}</i>`], '<i>1</i><i>&amp;</i>'],
  ['an empty list', [], ''],
])('when %s is put in a page, then it cannot change it', (_, part, rendered) => {
  expect(html`<p>${part}</p>`).toEqual({ markup: `<p>${rendered}</p>` })
})

test('when several parts are put in, then each stands in its place', () => {
  expect(html`${'a'}-${'b'}${'c'}-`.markup).toBe('a-bc-')
  expect(html`<br>`.markup).toBe('<br>')
})
