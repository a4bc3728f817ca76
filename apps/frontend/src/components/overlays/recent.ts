const place = 'todo_recent'
const keptMax = 12

/** What was chosen in the palette on this page, the last one first. Gone with the tab, as tags tell something. */
export function recentKeys(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place) ?? '[]')
    return Array.isArray(kept) ? kept.filter((key) => typeof key === 'string') : []
  } catch {
    return []
  }
}

export function rememberRecent(key: string): void {
  const keys = [key, ...recentKeys().filter((each) => each !== key)].slice(0, keptMax)
  try {
    sessionStorage.setItem(place, JSON.stringify(keys))
  } catch {
    // A browser that keeps nothing just does not put them first.
  }
}
