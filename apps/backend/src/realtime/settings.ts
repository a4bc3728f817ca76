export type RealtimeSettings = {
  /** How often each socket gets a ping and the head; one that did not answer the last ping is dropped. */
  heartbeatMs: number
  /** A socket with more unsent bytes gets nothing new until it has taken them. */
  unsentBytesMax: number
  /** How long a socket may take for what was sent to it before it is cut off. */
  drainMs: number
  /** How long sockets have to close when the server stops. */
  farewellMs: number
  /** Sockets of one space on this server. */
  socketsOfSpaceMax: number
  /** Events read and sent at a time. */
  pageSize: number
  /** How long to wait after the log could not be read. */
  retryMs: number
}

export const realtimeDefaults: RealtimeSettings = {
  heartbeatMs: 25_000,
  unsentBytesMax: 256 * 1024,
  drainMs: 20_000,
  farewellMs: 2_000,
  socketsOfSpaceMax: 100,
  pageSize: 200,
  retryMs: 1_000,
}
