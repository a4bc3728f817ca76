const unsafe = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

/** Whether {@link safeText} leaves the text as it is. */
export const isSafe = (text: string): boolean => !unsafe.test(text)

/**
 * Text from a task as it may reach a terminal: without control characters, and without the marks that turn
 * the direction of what follows. The domain refuses most of them; what comes from a server or a file may not.
 */
export function safeText(text: string): string {
  if (isSafe(text)) return text
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd').replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
}

/** Like {@link safeText}, with line breaks and tabs kept. */
export function safeLines(text: string): string {
  return text
    .split('\n')
    .map((line) => safeText(line.replaceAll('\t', '  ')))
    .join('\n')
}

/** `99,950`. */
export function groupDigits(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 task`, `3 tasks`. */
export function countOf(count: number, noun: string): string {
  return `${groupDigits(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** `#1, #2 and #5`; long lists end with how many there are besides. */
export function numberList(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 8).map((number) => `#${number}`)
  if (numbers.length > shown.length) return `${shown.join(', ')} and ${numbers.length - shown.length} more`
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : shown.join('')
}
