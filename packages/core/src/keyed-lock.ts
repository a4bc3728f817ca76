/** Runs what has the same key one after the other; other keys do not wait. */
export function createKeyedLock() {
  const tails = new Map<string, Promise<unknown>>()
  return async <Result>(key: string, run: () => Promise<Result>): Promise<Result> => {
    const before = tails.get(key)
    const turn = before ? before.then(run, run) : run()
    tails.set(key, turn)
    try {
      return await turn
    } finally {
      if (tails.get(key) === turn) tails.delete(key)
    }
  }
}
