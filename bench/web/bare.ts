/** A page that changes one text node on each key, as little as a page can do. */
export const barePage = `<!doctype html><title>Bare</title><p id="count">0</p><script>
  const count = document.getElementById('count').firstChild
  addEventListener('keydown', () => { count.data = String(Number(count.data) + 1) })
</script>`

/** The same, where the key is sent to a socket and what comes back is shown. */
export const echoPage = (
  port: number,
): string => `<!doctype html><title>Echo</title><p id="count">0</p><script>
  const count = document.getElementById('count').firstChild
  const socket = new WebSocket('ws://127.0.0.1:${port}/room')
  socket.onmessage = () => { count.data = String(Number(count.data) + 1) }
  addEventListener('keydown', () => socket.send('key'))
</script>`
