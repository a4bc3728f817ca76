const nameLengthMax = 76

/** What the history calls an agent: `mcp:` and the name that it gave, in one line and not too long. */
export function agentClient(name: string): string {
  return `mcp:${plainName(name)}`
}

/** A name that an agent gave for itself, without what cannot be seen, or would make other text look otherwise. */
export function plainName(name: string): string {
  const plain = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return [...plain].slice(0, nameLengthMax).join('').trim() || 'agent'
}
