/** Nothing that names an item is longer. */
const longestText = 2000

/** Tags of HTML that may stand in a text. `<s>` is missing: here it is a size, as `<XL>` is. */
const tags =
  'a|abbr|article|audio|b|blockquote|body|br|button|caption|center|cite|code|col|colgroup|dd|del|details|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|meta|nav|object|ol|option|p|picture|pre|q|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|tt|u|ul|var|video|wbr'
const markup = new RegExp(`<!--[\\s\\S]*?-->|</?(?:${tags})(?:[\\s/][^>]*)?>`, 'gi')

/**
 * Any text of an answer may hold Markdown. What is shown is the text alone: marks go, tags of HTML go, and what is left is never
 * taken for markup again. Marks inside words and numbers (`A_1_B`, `2*3`) are no marks.
 */
export function plainText(markdown: string): string {
  return markdown
    .slice(0, longestText)
    .replace(markup, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)/gm, '')
    .replace(/(^|[^\p{L}\p{N}\\])(\*{1,3}|_{1,3}|~~|`{1,3})(?=\S)(.+?)(?<=\S)\2(?![\p{L}\p{N}])/gsu, '$1$3')
    .replace(/(^|[^\p{L}\p{N}\\])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\2(?![\p{L}\p{N}])/gsu, '$1$3')
    .replace(/\\([\\`*_{}[\]()#+.!>~-])/g, '$1')
    .replace(/[\u0000-\u001f\u007f\s]+/g, ' ')
    .trim()
}
