/** The version of the JSON format that is read and written. */
export const jsonVersion = 1

/** Numbers and versions in files end here, so that the counters of every store have room to go on. */
export const numberMax = 1_000_000_000
