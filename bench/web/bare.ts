/** A page that changes one text node on each key, as little as a page can do. */
export const barePage = pageOf(`<!doctype html><title>Bare</title><p id="count">0</p><script>
  const count = document.getElementById('count').firstChild
  addEventListener('keydown', () => { count.data = String(Number(count.data) + 1) })
</script>`)

/** A field whose text stands again beside it, as little as a field can do. */
export const bareField =
  pageOf(`<!doctype html><title>Bare</title><input id="field" autofocus><p id="text">-</p><script>
  const text = document.getElementById('text').firstChild
  document.getElementById('field').addEventListener('input', ({ target }) => { text.data = target.value })
</script>`)

/**
 * Sends each key over a socket to where the page came from, and shows how many came from the others. Chromium lets no
 * page of a `data:` address open a socket on this machine.
 */
export const barePeer = `<!doctype html><title>Bare</title><p id="count">0</p><p id="state"></p><script>
  const count = document.getElementById('count').firstChild
  const socket = new WebSocket('ws://' + location.host)
  socket.onopen = () => { document.getElementById('state').textContent = 'open' }
  socket.onmessage = () => { count.data = String(Number(count.data) + 1) }
  addEventListener('keydown', () => socket.send('key'))
</script>`

/** Not put in by `setContent`, which takes away what the probe listens with. */
function pageOf(html: string): string {
  return `data:text/html,${encodeURIComponent(html)}`
}
