import { expect, test } from '@jest/globals'
import { html } from '../../src/simulator/html.ts'

test('when text is put into a page, then it cannot become markup or leave its attribute', () => {
  const text = `<b> & "x" 'y'`
  expect(html`<p title="${text}">${text}</p>`.html).toBe(
    '<p title="&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;">&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;</p>',
  )
})

test('when a template holds others, then they are not escaped again', () => {
  const items = ['1 < 2', '3'].map((text) => html`<li>${text}</li>`)
  expect(html`<ul>${items}${undefined}</ul>`.html).toBe('<ul><li>1 &lt; 2</li>\n<li>3</li></ul>')
})
