/**
 * What was typed and could not be saved, as it breaks a rule: kept until it is mended or taken back, and over a
 * reload of this tab.
 */
const prefix = 'todo-unsaved:'
const here = new Map<string, string>()

export function keepUnsaved(key: string, text: string): void {
  here.set(key, text)
  try {
    sessionStorage.setItem(prefix + key, text)
  } catch {
    // It is kept for as long as this page is.
  }
}

export function unsavedOf(key: string): string | null {
  const kept = here.get(key)
  if (kept !== undefined) return kept
  try {
    return sessionStorage.getItem(prefix + key)
  } catch {
    return null
  }
}

export function dropUnsaved(key: string): void {
  here.delete(key)
  try {
    sessionStorage.removeItem(prefix + key)
  } catch {
    // Nothing was kept then.
  }
}

/** The person signs out. */
export function forgetUnsaved(): void {
  here.clear()
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(prefix)) sessionStorage.removeItem(key)
    }
  } catch {
    // Nothing was kept then.
  }
}
