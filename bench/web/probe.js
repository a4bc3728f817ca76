// Put into each page before anything of the page runs: measures from a key to the frame that shows what it brings about.
let isShown = () => false
let done = () => {}
let measured = Promise.resolve(null)
let began = 0
const longTasks = []
const frameMs = 1_000 / 60
let dropped = 0
let isWatching = false

function look() {
  requestAnimationFrame(() => {
    if (!isShown()) {
      look()
      return
    }
    const { port1, port2 } = new MessageChannel()
    // Comes after the frame was painted.
    port1.onmessage = () =>
      done({
        ms: performance.now() - began,
        beganAt: performance.timeOrigin + began,
        at: performance.timeOrigin + performance.now(),
      })
    port2.postMessage(null)
  })
}

window.todoProbe = {
  /** What is to be seen, or to be gone. */
  expect({ selector, text = '', isGone = false }) {
    isShown = () =>
      [...document.querySelectorAll(selector)].some(({ textContent }) => textContent.includes(text)) !==
      isGone
    measured = new Promise((resolve) => {
      done = resolve
    })
    began = 0
  },
  /** Begins without a key. */
  start() {
    began = performance.now()
    look()
  },
  painted: () => measured,
  /** Counts the frames that are left out from now on. */
  watchFrames() {
    dropped = 0
    isWatching = true
    let before = performance.now()
    const next = (now) => {
      dropped += Math.max(0, Math.round((now - before) / frameMs) - 1)
      before = now
      if (isWatching) requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  },
  takeDropped() {
    isWatching = false
    return dropped
  },
  takeLongTasks: () => longTasks.splice(0),
}

addEventListener(
  'keydown',
  (event) => {
    if (began !== 0 || event.key === 'Shift' || event.key === 'Control') return
    began = event.timeStamp
    look()
  },
  true,
)
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longTasks.push(duration)
}).observe({ type: 'longtask' })
