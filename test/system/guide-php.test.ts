import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { writeFolder } from '../support/configuration-folder.ts'
import { snippetUnder } from '../support/doc-snippets.ts'
import { findInstalled } from '../support/find-installed.ts'

const php = () => findInstalled(['/usr/bin/php'], 'php-cli')

/** Runs a snippet between what stands for the CMS before it and what is done with it after. @returns what is printed, as JSON. */
function run(before: string, snippet: string, after: string): unknown {
  const folder = writeFolder({ 'before.php': before, 'snippet.php': snippet, 'after.php': after })
  execFileSync(php(), ['-l', join(folder, 'snippet.php')])
  const main = "foreach (['before', 'snippet', 'after'] as $part) require \"$argv[1]/$part.php\";"
  const settings = ['-d', 'error_reporting=-1', '-d', 'display_errors=stderr']
  return JSON.parse(`${execFileSync(php(), [...settings, '-r', main, folder])}`)
}

/** What of WordPress the snippet calls, as WordPress does it; enqueued scripts are collected. */
const wordpress = `<?php
$shortcodes = $filters = $modules = $scripts = [];
function add_shortcode($name, $call) { global $shortcodes; $shortcodes[$name] = $call; }
function add_filter($name, $call, $priority, $count) { global $filters; $filters[$name] = [$call, $count]; }
function shortcode_atts($known, $given) { return array_replace($known, array_intersect_key($given ?: [], $known)); }
function esc_attr($text) { return htmlspecialchars($text, ENT_QUOTES); }
function wp_enqueue_script($handle, $source, $needs, $version, $inFooter) { global $scripts; $scripts[$handle] = [$source, $version, $inFooter]; }
`
const since65 = `${wordpress}
function wp_enqueue_script_module($id, $source, $needs, $version) { global $modules; $modules[$id] = [$source, $version]; }
`

/** Writes a page with a shortcode, and the tags of two scripts. */
const writePage = (text: string) => `<?php
$page = preg_replace_callback('/\\[(\\w+) ([^\\]]*)\\]/', function ($found) use ($shortcodes) {
  preg_match_all('/([\\w-]+)="([^"]*)"/', $found[2], $pairs);
  return $shortcodes[$found[1]](array_combine($pairs[1], $pairs[2]));
}, ${JSON.stringify(text)});
$tagOf = fn ($handle) => $filters['script_loader_tag'][0]("<script src='x'></script>", $handle);
echo json_encode(['page' => $page, 'modules' => $modules, 'scripts' => $scripts,
  'tags' => [$tagOf('franceconnect-prefill'), $tagOf('jquery')], 'count' => $filters['script_loader_tag'][1]]);
`

const source = 'https://prefill.exemple.fr/widget/v1.js'

describe('the module for WordPress', () => {
  const guide = (language: string) =>
    snippetUnder('docs/guide/wordpress.md', 'Sans ce droit, un code court', language)
  const element =
    '<franceconnect-prefill client-id="ma-ville-cantine" for="wpforms-form-12"></franceconnect-prefill>\n'

  test('when WordPress knows script modules, then the guide’s shortcode writes the element and enqueues one', () => {
    expect(run(since65, guide('php'), writePage(guide('html')))).toMatchObject({
      page: element,
      modules: { 'franceconnect-prefill': [source, null] },
      scripts: [],
    })
  })

  test('when it does not yet, then the script is enqueued for the end of the page, and its tag alone becomes a module', () => {
    expect(run(wordpress, guide('php'), writePage(guide('html')))).toEqual({
      page: element,
      modules: [],
      scripts: { 'franceconnect-prefill': [source, null, true] },
      tags: ['<script type="module" src=\'x\'></script>', "<script src='x'></script>"],
      count: 2,
    })
  })

  test('when an author writes something else into the shortcode, then only what the element knows is taken, as text', () => {
    const odd = '[franceconnect_prefill client-id="a\'><script>" onclick="alert(1)"]'
    expect(run(since65, guide('php'), writePage(odd))).toMatchObject({
      page: '<franceconnect-prefill client-id="a&#039;&gt;&lt;script&gt;"></franceconnect-prefill>',
    })
  })
})

test('when Joomla’s template takes the guide’s lines, then the script is registered and used as a module', () => {
  const before = `<?php
class Assets {
  public array $used = [];
  function registerAndUseScript(string $name, string $uri, array $options, array $attributes) { $this->used[$name] = [$uri, $options, $attributes]; }
}
class Template {
  public function __construct(public Assets $assets) {}
  function getWebAssetManager() { return $this->assets; }
  function render(string $file) { require $file; }
}
`
  const snippet = `<?php\n${snippetUnder('docs/guide/joomla.md', 'Le script dans le gabarit', 'php')}`
  const folder = writeFolder({ 'index.php': snippet })
  const after = `<?php
$template = new Template(new Assets());
$template->render('${join(folder, 'index.php')}');
echo json_encode($template->assets->used);
`
  execFileSync(php(), ['-l', join(folder, 'index.php')])
  expect(run(before, '<?php', after)).toEqual({
    'franceconnect-prefill': [source, [], { type: 'module' }],
  })
})
