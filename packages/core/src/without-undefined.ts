type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

/** The members that are set. TypeScript cannot follow the filter, hence the one assertion. */
export function withoutUndefined<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>
}
