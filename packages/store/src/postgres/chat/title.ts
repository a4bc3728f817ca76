const lengthMax = 60

/** What a conversation is called by itself: how it began. */
export function titleOf(message: string): string {
  const line = message.trim().split('\n', 1)[0]?.replace(/\s+/g, ' ').trim() ?? ''
  const letters = [...line]
  if (letters.length <= lengthMax) return line
  const cut = letters.slice(0, lengthMax - 1).join('')
  return `${cut.replace(/\s+\S*$/, '') || cut}…`
}
