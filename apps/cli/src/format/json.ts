/** JSON on one line. Control characters that JSON may hold as they are (DEL and C1) are escaped: it may be shown on a terminal. */
export function toJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
