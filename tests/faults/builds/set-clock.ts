/*
 * Loaded before the server (`--import`): sets its clock back an hour on SIGUSR2, as an administrator or a time server
 * might. The clock of its PostgreSQL stays: the two may stand on different machines.
 */

const hourMs = 3600_000
const RealDate = Date
let offsetMs = 0

const now = (): number => RealDate.now() + offsetMs

globalThis.Date = new Proxy(RealDate, {
  construct: (target, values, made) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, made),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
})

process.on('SIGUSR2', () => {
  offsetMs -= hourMs
  process.stdout.write('The clock was set back an hour\n')
})
