/** A page that changes one text node on each key, as little as a page can do. */
export const barePage = pageOf(`<!doctype html><title>Bare</title><p id="count">0</p><script>
  const count = document.getElementById('count').firstChild
  addEventListener('keydown', () => { count.data = String(Number(count.data) + 1) })
</script>`)

/** Not put in by `setContent`, which takes away what the probe listens with. */
function pageOf(html: string): string {
  return `data:text/html,${encodeURIComponent(html)}`
}
