/** A text in Markdown as it is read out: without its signs. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?/gm, '')
    .replace(/^#{1,6}\s+|^>\s?|(?<![\p{L}\d])[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}(?![\p{L}\d])/gmu, '')
    .replace(/\s*\n\s*/g, '. ')
    .replace(/([.:!?,;])\. /g, '$1 ')
    .trim()
}
