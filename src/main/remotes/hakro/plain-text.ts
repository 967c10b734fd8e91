/** Nothing that names an item is longer. */
const longestText = 2000

/**
 * Any text of an answer may hold Markdown. What is shown is the text alone: marks go, HTML goes, and what is left is never
 * taken for markup again. Marks inside words and numbers (`A_1_B`, `2*3`) are no marks.
 */
export function plainText(markdown: string): string {
  return markdown
    .slice(0, longestText)
    .replace(/<!--[\s\S]*?-->|<\/?[a-z][^>]*>/gi, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)/gm, '')
    .replace(/(^|[^\p{L}\p{N}\\])(\*{1,3}|_{1,3}|~~|`{1,3})(?=\S)(.+?)(?<=\S)\2(?![\p{L}\p{N}])/gsu, '$1$3')
    .replace(/(^|[^\p{L}\p{N}\\])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\2(?![\p{L}\p{N}])/gsu, '$1$3')
    .replace(/\\([\\`*_{}[\]()#+.!>~-])/g, '$1')
    .replace(/[\u0000-\u001f\u007f\s]+/g, ' ')
    .trim()
}
