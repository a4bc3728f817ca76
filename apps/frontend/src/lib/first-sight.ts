import type { Replica } from '@todo/client/replica'
import { keptUser } from './kept-user.ts'
import { rowHeightMin } from './rows.ts'

/**
 * Today as this device saw it last: a picture that stands where the view will be, from the first frame until the app
 * is awake and the list is read. It is a picture alone: nothing in it can be reached.
 */
export const pictureId = 'first-sight'
export const viewId = 'view'
const key = 'todo.sight'

type Parts = ReturnType<ReturnType<Replica['today']>['get']>
type Sight = { userId: string; timeZone: string; date: string; build: string; lang: string; html: string }

/** Today as it stood when another view took its place; good for as long as nothing in it changes. */
let left: { parts: Parts; nodes: readonly Node[] } | null = null

/**
 * What the page runs by itself, before anything else: puts up the picture, where it is of the person who was here
 * last, of this day, and of this version (`build`).
 */
export const pictureScript = (build: string): string => `try {
  const sight = JSON.parse(localStorage.getItem('${key}'))
  const { user } = JSON.parse(localStorage.getItem('todo.user'))
  const day = () => new Intl.DateTimeFormat('sv-SE', { timeZone: sight.timeZone }).format()
  if (sight.userId !== user.id) localStorage.removeItem('${key}')
  else if (
    location.pathname === '/today' && sight.build === ${JSON.stringify(build)} &&
    sight.lang === document.documentElement.lang && sight.date === day()
  ) document.getElementById('${pictureId}').innerHTML = sight.html
} catch {}`

/** The view itself can be seen from now on. */
export function endPicture(): void {
  document.getElementById(pictureId)?.replaceChildren()
}

/** Another view takes the place of Today. */
export function leaveToday(parts: Parts): void {
  // A copy is made when it is wanted: the other view is to come within the frame.
  left = { parts, nodes: shownNodes() }
}

/** Today is shown: it can be seen itself when the page goes. */
export function enterToday(): void {
  left = null
}

export type SightInput = { userId: string; timeZone: string; build: string; replica: Pick<Replica, 'today'> }

/** Keeps the picture each time the page is left. What it returns ends that. */
export function followToday(input: SightInput): () => void {
  const ends = new AbortController()
  const keep = (): void => keepSight(input)
  addEventListener('pagehide', keep, { signal: ends.signal })
  document.addEventListener('visibilitychange', () => document.hidden && keep(), { signal: ends.signal })
  return () => ends.abort()
}

export function forgetSight(): void {
  left = null
  try {
    localStorage.removeItem(key)
  } catch {
    // Then nothing was kept.
  }
}

function keepSight({ replica, ...of }: SightInput): void {
  // Signed out, or somebody else by now.
  if (keptUser()?.id !== of.userId) return
  const parts = replica.today().get()
  const isStale = left !== null && left.parts !== parts
  const picture = isStale ? null : pictureOf(left?.nodes ?? shownNodes())
  const { lang } = document.documentElement
  try {
    if (!picture) localStorage.removeItem(key)
    else {
      const sight: Sight = { ...of, date: parts.date, lang, html: picture.innerHTML }
      localStorage.setItem(key, JSON.stringify(sight))
    }
  } catch {
    // Storage is refused or full: the next start begins without.
  }
}

const shownNodes = (): Node[] => [...(document.getElementById(viewId)?.childNodes ?? [])]

/** A copy of what may be seen of Today in the first window; `null` where it is not shown, or still loads. */
function pictureOf(nodes: readonly Node[]): Element | null {
  const picture = document.createElement('div')
  picture.append(...nodes.map((node) => node.cloneNode(true)))
  if (!picture.querySelector('[data-today]')) return null
  // By their number: to ask where each is, the page would have to be laid out while another view takes its place.
  const shownMax = Math.ceil(innerHeight / rowHeightMin)
  for (const [place, copy] of picture.querySelectorAll('[data-task]').entries()) {
    if (place < shownMax) copy.removeAttribute('data-task')
    else (copy.closest('li') ?? copy).remove()
  }
  for (const copy of picture.querySelectorAll('[id], [style]')) {
    copy.removeAttribute('id')
    // A page may not bring styles of its own.
    copy.removeAttribute('style')
  }
  return picture
}
