/** Says which files of a checkout a build sees. */
export type Sees = (path: string) => boolean

/**
 * Reads a `.dockerignore`: `*`, names, and `!` before what is let in again; the last line that fits decides.
 * @throws for other patterns, which are not known here
 */
export function readDockerignore(text: string): Sees {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ isLetIn: line.startsWith('!'), pattern: line.replace(/^!/, '') }))
  for (const { pattern } of rules)
    if (pattern !== '*' && !/^[\w./-]+$/.test(pattern)) throw new Error(`unknown: ${pattern}`)
  const fits = (path: string, pattern: string) =>
    pattern === '*' || path === pattern || path.startsWith(`${pattern}/`)
  return (path) => rules.findLast(({ pattern }) => fits(path, pattern))?.isLetIn ?? true
}
