import type { Replica } from '@todo/client/replica'
import type { Texts } from '../i18n/en.ts'
import { ApiError, api } from './api.ts'
import { forgetSight } from './first-sight.ts'
import { forgetUser, noteLeaving } from './kept-user.ts'
import { forgetPage } from './offline.ts'
import { overlay } from './overlay.ts'
import { say } from './say.ts'
import { showToast } from './toasts.ts'
import { forgetUnsaved } from './unsaved.ts'

type Tools = { replica: Pick<Replica, 'status' | 'wipe'> | null; texts: Texts }

/** As {@link logOut}, but asks first where something would be lost by it. */
export function askLogOut(tools: Tools): void {
  if (tools.replica && tools.replica.status.get().waiting > 0) overlay.set({ kind: 'logOut' })
  else void logOut(tools)
}

/** Ends the session, and forgets all that this device holds of it. */
export async function logOut({ replica, texts }: Tools): Promise<void> {
  noteLeaving(true)
  try {
    await api.logout()
  } catch (error) {
    const hadEnded = error instanceof ApiError && error.status === 401
    // Only the server can take the cookies away.
    if (!hadEnded) {
      noteLeaving(false)
      showToast(texts.app.logOut.failed)
      say(texts.app.logOut.failed)
      return
    }
  }
  await forgetDevice(replica)
}

/** Whoever was signed in here is not any more: nothing of them stays on this device. */
export async function forgetDevice(replica: Pick<Replica, 'wipe'> | null): Promise<void> {
  forgetUser()
  forgetSight()
  forgetUnsaved()
  sessionStorage.clear()
  await Promise.all([replica?.wipe(), forgetPage()])
  location.assign('/login')
}
