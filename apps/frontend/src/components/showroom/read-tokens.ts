/** The tokens of `app/tokens.css` by the part of their name that says what they are, in the order of that file. */
export function readTokens(kind: string): readonly string[] {
  const names = [...document.styleSheets].flatMap((sheet) => namesIn(sheet.cssRules))
  return [...new Set(names)].filter(
    (name) => name.startsWith(`--${kind}-`) && !name.endsWith('--line-height'),
  )
}

function namesIn(rules: CSSRuleList): string[] {
  return [...rules].flatMap((rule) => {
    if (rule instanceof CSSStyleRule) return isRoot(rule) ? [...rule.style].filter(isToken) : []
    return rule instanceof CSSGroupingRule ? namesIn(rule.cssRules) : []
  })
}

const isRoot = ({ selectorText }: CSSStyleRule): boolean => selectorText.includes(':root')
const isToken = (name: string): boolean => name.startsWith('--')

/** As the style sheet has it. */
export const valueOfToken = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim()
